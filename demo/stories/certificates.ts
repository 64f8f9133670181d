import { addDays, addYears, type IsoDate } from '../../domain/dates.js'
import type { Certificate } from '../../domain/training-certificate/answers.js'
import { nextSchoolYear } from '../../domain/training-certificate/school-year.js'
import { campaignOpened, certified } from '../certificate-acts.js'
import { daysOld } from '../when.js'

const provenUntil = daysOld(-22)

/** Mona's second year with the same firm, from the day after her proof ends. */
const secondYear = (day: IsoDate): Certificate & { schoolYear: number } => {
  const from = addDays(provenUntil(day), 1)
  return {
    state: 'training',
    ...{ kind: 'apprenticeship', title: 'Schreinerin EFZ', institution: 'Holzwerk Arbon AG', place: 'Arbon' },
    ...{ country: 'CH', from, until: addDays(addYears(from, 1), -1), extent: 'full', monthlyIncome: 95_000 },
    schoolYear: nextSchoolYear(provenUntil(day)),
  }
}

/** Certificates of Muster Bau AG: one that nobody answered in time, some that are open, one that waits for its decision. */
export const certificates = [
  campaignOpened(['muster-bau'], 'desk@kasse.example', 41, 35),
  campaignOpened(['muster-bau'], 'desk@kasse.example', 12, 40),
  certified('Thomas Frischknecht', 'Mona', 'hr@muster-bau.example', 5, secondYear),
]
