import { earlier, type IsoDate } from '../dates.js'
import { monthOfBirthday } from '../family-allowance/ages.js'
import { isMonthly } from '../family-allowance/answers.js'
import type { CertificateAnswers } from './answers.js'
import type { CertificateFacts, FiledEntitlement } from './facts.js'

/** The monthly allowance that a certificate goes on from, and its last day that needs no new proof. */
export interface Current {
  entitlement: FiledEntitlement
  lastDay: IsoDate
}

/** The newest monthly allowance of the child on file; null when there is none any more. */
export function currentOf(
  { child }: Pick<CertificateAnswers, 'child'>,
  facts: Pick<CertificateFacts, 'onFile'>,
): Current | null {
  const entitlement = monthlyOf(child.id, facts)
    .toSorted((a, b) => a.from.localeCompare(b.from))
    .at(-1)
  return entitlement ? { entitlement, lastDay: lastDayOf(entitlement) } : null
}

/** The child and education allowances of a child that are on file, without those that never ran. */
export const monthlyOf = (id: string, { onFile }: Pick<CertificateFacts, 'onFile'>): FiledEntitlement[] =>
  onFile.filter((it) => it.childId === id && isMonthly(it) && (it.to === null || it.to >= it.from))

/** Education is carried by its proof, the child allowance by the age (FamZG 3 I); an end that was decided comes first. */
function lastDayOf({ kind, birthDate, provenUntil, to }: FiledEntitlement): IsoDate {
  const limit = kind === 'child' ? monthOfBirthday(birthDate, 16) : provenUntil
  if (limit && to) return earlier(limit, to)
  return limit ?? to ?? monthOfBirthday(birthDate, 25)
}
