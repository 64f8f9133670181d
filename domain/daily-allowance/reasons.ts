import type { Reason } from '../reason.js'

/**
 * Every rule about a daily allowance: its article, and whether its condition is met. `…Amount` is Rappen,
 * `…Date` an ISO day, `country` a country; anything else plain.
 */
export const rules = {
  // the birth
  'live-birth': ['EOV 23 a', 'yes'],
  stillbirth: ['EOV 23 b', 'yes'],
  'stillbirth-early': ['EOV 23 b', 'no'],
  lapsed: ['EOG 20 I b', 'no'],
  'birth-reported-elsewhere': ['ATSG 43 I', 'open'],
  'reported-twice': ['EOV 34 I', 'open'],

  // insurance
  insured: ['EOG 16b I a', 'yes'],
  'insured-reduced': ['EOV 27', 'yes'],
  'insured-treaty': ['EOV 26', 'yes'],
  'insured-treaty-unproven': ['EOV 26', 'open'],
  'insured-gap': ['EOG 16b I a', 'no'],

  // work
  worked: ['EOG 16b I b', 'yes'],
  'worked-too-short': ['EOG 16b I b', 'no'],
  'worked-unclear': ['EOG 16b III a', 'open'],
  'worked-treaty': ['EOV 28', 'yes'],
  'worked-treaty-unproven': ['EOV 28', 'open'],
  'employed-at-birth': ['EOG 16b I c', 'yes'],
  'employed-elsewhere': ['EOG 16b I c', 'yes'],
  'not-employed': ['EOG 16b I c', 'no'],
  unemployed: ['EOV 29', 'open'],
  unfit: ['EOV 30', 'open'],
  'self-employed': ['EOV 33', 'open'],

  // time
  'whole-term': ['EOG 16c II', 'yes'],
  'hospital-extended': ['EOG 16c III', 'yes'],
  'hospital-running': ['EOG 16c III', 'yes'],
  'hospital-short': ['EOG 16c III a', 'no'],
  'hospital-later': ['EOG 16c III a', 'no'],
  'hospital-day-after': ['EOG 16c III a', 'open'],
  'hospital-no-return': ['EOG 16c III b', 'no'],
  'ends-by-work': ['EOV 25', 'yes'],
  'ends-by-death': ['EOG 16d III', 'yes'],
  bereaved: ['EOG 16cbis I', 'yes'],
  'bereaved-too-late': ['EOG 16cbis I', 'no'],
  'bereaved-before-law': ['EOG 16cbis I', 'no'],

  // the other parent's leave
  'leave-weeks': ['EOG 16k III', 'yes'],
  'leave-days': ['EOG 16k IV', 'yes'],
  'leave-outside': ['EOG 16j I', 'no'],
  'leave-too-long': ['EOG 16k II', 'no'],
  'leave-none': ['EOG 16k I', 'no'],
  'leave-given-up': ['EOG 16k I', 'no'],
  'leave-mother-died': ['EOG 16kbis I', 'yes'],
  'leave-died-before-law': ['EOG 16kbis I', 'no'],

  // amount
  'at-highest': ['EOG 16f I', 'yes'],
  'former-kept': ['EOG 16g II', 'yes'],
  'former-above-highest': ['EOG 16g II', 'open'],
  'no-income': ['EOG 16e II', 'no'],
  'paid-at-end': ['EOV 35 II', 'yes'],
} as const satisfies Record<string, readonly [law: string, met: Reason['met']]>

export type Rule = keyof typeof rules

/** The rule with its article, as it turned out in this case. */
export function reason(rule: Rule, params: Reason['params'] = {}): Reason {
  const [law, met] = rules[rule]
  return { rule, params, law, met }
}
