import { type Reason, worst } from '../reason.js'

/**
 * Every rule that can decide something about a family allowance: its article, and whether its condition is met.
 * `rules:<rule>` in the locales is its sentence. Parameters are raw; their names tell what they are:
 * `…Amount` Rappen, `…Date` an ISO day, `…Canton` a canton, `country` a country; anything else plain.
 */
export const rules = {
  // the person and the wage
  'income-reached': ['FamZG 13 III', 'yes'],
  'income-too-low': ['FamZG 13 III', 'no'],
  'income-limit-unknown': ['FamZG 13 III', 'open'],
  'several-employers': ['FamZV 10b', 'yes'],
  'other-employer-pays-more': ['FamZV 11 I', 'no'],
  'employment-begins': ['FamZG 13 I', 'yes'],
  'employment-ends': ['FamZG 13 I', 'yes'],
  'outside-employment': ['FamZG 13 I', 'no'],
  'backdating-limited': ['ATSG 24 I', 'yes'],
  lapsed: ['ATSG 24 I', 'no'],

  // the child
  'child-own': ['FamZG 4 I a', 'yes'],
  'child-adopted': ['FamZG 4 I a', 'yes'],
  'child-step': ['FamZG 4 I b', 'yes'],
  'child-step-elsewhere': ['FamZV 4 I', 'no'],
  'child-foster': ['FamZG 4 I c', 'yes'],
  'child-supported': ['FamZG 4 I d', 'open'],
  'child-abroad': ['FamZG 4 III', 'open'],

  // ages
  'child-age': ['FamZG 3 I a', 'yes'],
  'child-incapable': ['FamZG 3 I a', 'yes'],
  'child-too-old': ['FamZG 3 I a', 'no'],
  'education-age': ['FamZG 3 I b', 'yes'],
  'education-after-compulsory-school': ['FamZG 3 I b', 'yes'],
  'education-replaces-child': ['FamZG 3 I a', 'yes'],
  'education-outside': ['FamZG 3 I b', 'no'],
  'education-unknown': ['FamZG 3 I b', 'open'],
  'child-income-within': ['AHVV 49bis III', 'yes'],
  'child-income-too-high': ['AHVV 49bis III', 'no'],
  'child-income-limit-unknown': ['AHVV 49bis III', 'open'],

  // whose claim comes first
  'first-alone': ['FamZG 7 I', 'yes'],
  'first-by-work': ['FamZG 7 I a', 'yes'],
  'first-by-authority': ['FamZG 7 I b', 'yes'],
  'first-by-household': ['FamZG 7 I c', 'yes'],
  'first-by-canton': ['FamZG 7 I d', 'yes'],
  'first-by-wage': ['FamZG 7 I e', 'yes'],
  'second-by-authority': ['FamZG 7 I b', 'no'],
  'second-by-household': ['FamZG 7 I c', 'no'],
  'second-by-canton': ['FamZG 7 I d', 'no'],
  'second-by-wage': ['FamZG 7 I e', 'no'],
  'second-by-self-employment': ['FamZG 7 I f', 'no'],
  'open-work': ['FamZG 7 I a', 'open'],
  'open-canton': ['FamZG 7 I d', 'open'],
  'open-wage': ['FamZG 7 I e', 'open'],
  'open-self-employment': ['FamZG 7 I f', 'open'],
  'open-agriculture': ['FLG 9', 'open'],
  'open-abroad': ['FamZG 24', 'open'],
  'open-other-parent': ['FamZG 7 I', 'open'],

  // one allowance per child and kind
  'on-file-already': ['FamZG 6', 'no'],
  'on-file-partly': ['FamZG 6', 'yes'],
  'drawn-elsewhere': ['FamZG 6', 'open'],
  'drawn-by-first': ['FamZG 6', 'yes'],
  'other-parent-receives': ['FamZG 6', 'open'],
  'other-parent-received-until': ['FamZG 6', 'yes'],
  'elsewhere-unchecked': ['FamZV 18a', 'open'],

  // amounts
  'canton-rate': ['FamZG 3 II, 12 II', 'yes'],
  'rate-from-age': ['FamZG 3 II', 'yes'],
  'rate-from-third': ['FamZG 3 II', 'yes'],
  'rate-unconfirmed': ['FamZG 3 II', 'open'],
  'rate-unknown': ['FamZG 3 II', 'open'],
  'rate-later-years': ['FamZG 3 II', 'open'],
  'difference-paid': ['FamZG 7 II', 'yes'],
  'difference-none': ['FamZG 7 II', 'no'],
  'difference-same-canton': ['FamZG 7 II', 'no'],
  'difference-unknown': ['FamZG 7 II', 'open'],
  'part-month': ['FamZG 13 I', 'yes'],

  // birth and adoption
  'birth-once': ['FamZG 3 III', 'yes'],
  'birth-not-paid': ['FamZG 3 II', 'no'],
  'birth-mother-resident': ['FamZV 2', 'yes'],
  'birth-mother-abroad': ['FamZV 2', 'no'],
  'birth-mother-unknown': ['FamZV 2', 'open'],
  'adoption-once': ['FamZG 3 III', 'yes'],
  'adoption-not-paid': ['FamZG 3 II', 'no'],
  'adoption-not-adopted': ['FamZV 3', 'no'],
  'adoption-of-age': ['FamZV 3', 'no'],

  // ends
  'end-training-ended': ['FamZG 3 I b', 'yes'],
  'end-employment-ended': ['FamZG 13 I', 'yes'],
  'end-other-parent-entitled': ['FamZG 7 I', 'yes'],
  'end-child-moved': ['FamZG 4', 'yes'],
  'end-child-died': ['FamZG 4', 'yes'],
  'end-other': ['ATSG 31 I', 'yes'],
  'end-nothing-on-file': ['ATSG 31 I', 'open'],
  'end-already': ['ATSG 31 I', 'no'],
  'replaced-by-new': ['FamZG 6', 'yes'],
  'replaced-if-granted': ['FamZG 6', 'open'],
  'ended-not-entitled': ['ATSG 17 II', 'yes'],
  overpaid: ['ATSG 25 I', 'yes'],
} as const satisfies Record<string, readonly [law: string, met: Reason['met']]>

export type Rule = keyof typeof rules

/** The rule with its article, as it turned out in this case. */
export function reason(rule: Rule, params: Reason['params'] = {}): Reason {
  const [law, met] = rules[rule]
  return { rule, params, law, met }
}

/**
 * `no` if a condition fails, else `open` if one could not be decided, else `yes`. To come second refuses
 * nothing by itself: the difference may still be due (FamZG 7 II). A child without a number yet, as every
 * newborn is, does not hold up its allowance: the caseworker is told that the register could not be asked.
 */
export function standing(reasons: Reason[]): Reason['met'] {
  const conditions = reasons.filter(
    ({ rule }) => !rule.startsWith('second-by-') && rule !== 'elsewhere-unchecked',
  )
  return worst(conditions.map(({ met }) => met))
}
