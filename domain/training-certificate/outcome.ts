import type { IsoDate } from '../dates.js'
import { monthOfBirthday } from '../family-allowance/ages.js'
import type { ProposalLine } from '../family-allowance/proposal.js'
import type { CertificateAnswers } from './answers.js'
import { schoolYearEnd } from './school-year.js'

/** What an approval carries out. */
export interface CertificateResult {
  lines: ProposalLine[]
}

/** What a decision comes to, for the state of the report. */
export function certificateOutcome({ lines }: CertificateResult): 'granted' | 'refused' | 'ended' {
  if (goesOnUntil(lines)) return 'granted'
  return lines.some((line) => line.granted === 'no') ? 'refused' : 'ended'
}

/** The last day that the granted lines carry, or null if none does. */
export function goesOnUntil(lines: ProposalLine[]): IsoDate | null {
  const granted = lines.filter((line) => line.granted === 'yes' && !line.ends)
  return (
    granted
      .flatMap(({ provenUntil }) => provenUntil ?? [])
      .toSorted()
      .at(-1) ?? null
  )
}

/** Whether nothing can come any more in this school year: it is proven, or the child will be too old. */
export function isSettledFor(
  { child, schoolYear }: Pick<CertificateAnswers, 'child' | 'schoolYear'>,
  provenUntil: IsoDate | null,
): boolean {
  if (!provenUntil) return false
  return provenUntil >= schoolYearEnd(schoolYear) || provenUntil >= monthOfBirthday(child.birthDate, 25)
}
