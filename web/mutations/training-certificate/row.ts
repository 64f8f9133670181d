import { certificateFactsOf } from '../../../db/certificates/certificates.js'
import { type CertificateRow, isLate } from '../../../db/certificates/rows.js'
import { addDays, swissDate } from '../../../domain/dates.js'
import { limitsOn } from '../../../domain/family-allowance/limits.js'
import {
  type CertificateAnswers,
  certifiedKinds,
  pauses,
  states,
} from '../../../domain/training-certificate/answers.js'
import { currentOf } from '../../../domain/training-certificate/current.js'
import { schoolYearName } from '../../../domain/training-certificate/school-year.js'
import type { Deps } from '../../deps.js'
import { errorsOf } from '../faults.js'
import { dateFields, type Fault, type Values } from '../fields.js'
import { countryChoices } from '../places.js'
import type { Speech } from '../summary.js'

/** What of a row was typed and is wrong with it, by the plain names of its fields. */
export interface Shown {
  typed?: Values
  faults?: Fault[]
}

/** The fields of the n-th row have this in front of their names. */
export const prefixOf = (nth: number): string => `r${nth}-`

/** The fields of the n-th row, without what is in front of their names. */
export function typedInRow(typed: Values, nth: number): Values {
  const prefix = prefixOf(nth)
  const own = Object.entries(typed).filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]))
}

/** What the view of a row needs. */
export async function rowPage(
  { db, config, clock }: Deps,
  row: CertificateRow,
  nth: number,
  speech: Speech,
  shown: Shown,
) {
  const { mutation, task, employee, documents } = row
  const answers = mutation.answers as CertificateAnswers
  const { child, why, schoolYear } = answers
  const facts = await certificateFactsOf(db, mutation, swissDate(clock()), config.rounding)
  const until = currentOf(answers, facts)?.lastDay ?? answers.until
  const prefix = prefixOf(nth)
  return {
    id: mutation.id,
    reference: mutation.reference,
    name: `${child.firstName} ${child.lastName}`,
    parent: `${employee.firstName} ${employee.lastName}`,
    born: child.birthDate,
    why,
    schoolYear: schoolYearName(schoolYear),
    until,
    dueOn: task?.dueOn ?? null,
    late: isLate(row),
    prefix,
    files: documents.map(({ id, name, size, mime }) => ({ id, name, size, mime })),
    values: prefixed({ country: 'CH', ...dateFields('from', addDays(until, 1)), ...shown.typed }, prefix),
    errors: prefixed(errorsOf(shown.faults ?? [], speech), prefix),
  }
}

export type RowPage = Awaited<ReturnType<typeof rowPage>>

/** What every row can be answered with. */
export const choicesFor = ({ clock }: Deps, { t }: Speech) => ({
  states,
  kinds: certifiedKinds.map((value) => ({ value, text: t(`trainingCertificate:kinds.${value}`) })),
  pauses: pauses.map((value) => ({ value, text: t(`trainingCertificate:pauses.${value}`) })),
  countries: countryChoices(t),
  limit: limitsOn(swissDate(clock()))?.childMonthlyIncome ?? null,
})

const prefixed = <V>(values: Record<string, V>, prefix: string): Record<string, V> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]))
