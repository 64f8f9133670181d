import { z } from 'zod'
import type { HospitalAnswers, SinceAnswers } from '../../../domain/maternity/answers.js'
import { hospitalProblems } from '../../../domain/maternity/problems.js'
import { choice, date, type Fault, fault, optional, type Reading, read } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { readBirth } from './birth.js'
import { faultOf } from './faults.js'

const asked = z.object({ stay: choice(['no', 'yes']), died: choice(['no', 'yes']) })
const stayed = z.object({ from: date, to: optional(date), returns: choice(['yes', 'no']) })
const death = z.object({ otherParentDiedOn: date })

/** The newborn's stay in hospital (EOG 16c III), and the death of the other parent (EOG 16cbis). */
export const hospital: Step = {
  slug: 'hospital',
  question: (_draft, t) => t('maternity:hospital.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readHospital(draft, facts)),
  show: (draft) => ({ values: typedAt(draft, 'hospital') ?? { stay: 'no', died: 'no' } }),
}

export const readHospital = remembered(
  (draft, facts): Reading<{ hospital?: HospitalAnswers; since: Pick<SinceAnswers, 'otherParentDiedOn'> }> => {
    const values = typedAt(draft, 'hospital') ?? {}
    const reading = read(asked, values)
    if ('faults' in reading) return reading
    const stay = reading.value.stay === 'yes' ? read(stayed, values) : { value: null }
    const died = reading.value.died === 'yes' ? read(death, values) : { value: null }
    const faults: Fault[] = [...faultsIn(stay), ...faultsIn(died)]
    if ('faults' in stay || 'faults' in died) return { faults }
    const birth = readBirth(draft, facts)
    const born = 'value' in birth ? birth.value.date : null
    const said = stay.value && { ...stay.value, returns: stay.value.returns === 'yes' }
    const diedOn = died.value?.otherParentDiedOn
    const problems = [
      ...(said && born ? hospitalProblems(said, born, facts.today).map(faultOf) : []),
      ...(diedOn && born && diedOn < born
        ? [fault('otherParentDiedOn', 'maternity:problems.death-before-birth', { birthDate: born })]
        : []),
      ...(diedOn && diedOn > facts.today
        ? [fault('otherParentDiedOn', 'maternity:problems.in-future', { todayDate: facts.today })]
        : []),
    ]
    if (problems.length > 0) return { faults: problems }
    return {
      value: {
        ...(said && { hospital: said }),
        since: diedOn ? { otherParentDiedOn: diedOn } : {},
      },
    }
  },
)
