import { type Rule as CommonRule, reason as commonReason } from '../family-allowance/reasons.js'
import type { Reason } from '../reason.js'

/**
 * What can decide about a training certificate, beside the rules of family allowances: article, and whether the condition
 * is met. `trainingCertificate:rules.<rule>` is its sentence; parameters are raw and named as in `family-allowance/reasons.ts`.
 */
export const certificateRules = {
  // what counts as education
  'training-counts': ['AHVV 49bis I', 'yes'],
  'training-enough-hours': ['AHVV 49bis I', 'yes'],
  'training-few-hours': ['AHVV 49bis I', 'no'],
  'training-internship': ['AHVV 49bis I', 'open'],
  'training-with-lessons': ['AHVV 49bis II', 'yes'],
  'training-without-lessons': ['AHVV 49bis II', 'no'],
  'training-abroad': ['FamZV 7 Ibis', 'yes'],
  'training-abroad-long': ['FamZV 7 Ibis', 'open'],
  'training-too-old': ['FamZG 3 I b', 'no'],
  'no-proof-sent': ['ATSG 28 II', 'open'],

  // between two proofs
  'gap-holidays': ['AHVV 49ter III a', 'yes'],
  'gap-service': ['AHVV 49ter III b', 'yes'],
  'gap-health': ['AHVV 49ter III c', 'yes'],
  'gap-school': ['AHVV 49bis I', 'yes'],
  'gap-unpaid': ['AHVV 49ter II', 'yes'],

  // for a while, or no more
  'pause-holidays': ['AHVV 49ter III a', 'yes'],
  'pause-service': ['AHVV 49ter III b', 'yes'],
  'pause-health': ['AHVV 49ter III c', 'yes'],
  'pause-too-long': ['AHVV 49ter II', 'yes'],
  'pause-open-end': ['AHVV 49ter II', 'yes'],
  'certificate-missing': ['ATSG 43 III', 'yes'],
  'sixteen-without-training': ['FamZG 3 I a', 'yes'],
  'sixteen-without-answer': ['FamZG 3 I a', 'yes'],
  'difference-as-before': ['FamZG 7 II', 'open'],
} as const satisfies Record<string, readonly [law: string, met: Reason['met']]>

export type CertificateRule = keyof typeof certificateRules

/** A rule of either table with its article, as it turned out in this case. */
export function reason(rule: CertificateRule | CommonRule, params: Reason['params'] = {}): Reason {
  if (!isCertificateRule(rule)) return commonReason(rule, params)
  const [law, met] = certificateRules[rule]
  return { rule, params, law, met }
}

export const isCertificateRule = (rule: string): rule is CertificateRule => rule in certificateRules
