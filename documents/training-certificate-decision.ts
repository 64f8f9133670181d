import { allowanceDecision, type FamilyAllowanceDecision } from './family-allowance-decision.js'
import type { Letter } from './letter.js'
import { speechOf } from './speech.js'
import { certificateKey } from './training-certificate-rules.js'

/** What a training certificate came to; `silent` when nobody has sent one. */
export type CertificateDecision = 'granted' | 'refused' | 'ended' | 'silent'

/** The decision on a training certificate (ATSG 49): the education allowance goes on, is refused, or ends. */
export function trainingCertificateDecision(
  decision: Omit<FamilyAllowanceDecision, 'outcome'>,
  came: CertificateDecision,
): Letter {
  const { t, fmt } = speechOf(decision.language)
  const child = decision.lines[0]?.childName ?? ''
  const outcome = { granted: 'grant', refused: 'refuse', ended: 'end', silent: 'end' } as const
  return allowanceDecision(
    { ...decision, outcome: outcome[came] },
    {
      subject: t(`trainingCertificate:letter.subject.${came}`, { child }),
      opening: t(`trainingCertificate:letter.opening.${came}`, {
        child,
        date: fmt.date(decision.submittedOn),
      }),
      laws: t('trainingCertificate:letter.laws'),
      keyOf: certificateKey,
    },
  )
}
