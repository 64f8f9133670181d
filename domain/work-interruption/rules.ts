import type { Reason } from '../reason.js'

/**
 * What can decide how long allowances go on: its article, and whether its condition is met. `law` null is given
 * by the case. `workInterruption:rules.<rule>` is its sentence; `…Amount` is Rappen, `…Date` a day.
 */
export const interruptionRules = {
  'month-and-three': [null, 'yes'],
  weeks: [null, 'yes'],
  'whole-leave': ['FamZV 10 II f', 'yes'],
  'leave-unknown': ['FamZV 10 II f', 'yes'],
  'rule-unknown': ['FamZV 10', 'open'],
  'wage-paid-until': ['FamZG 13 I', 'yes'],
  'wage-paid': ['FamZG 13 I', 'yes'],
  'wage-too-low': ['FamZG 13 III', 'no'],
  'wage-limit-unknown': ['FamZG 13 III', 'open'],
  'residual-reached': ['FamZG 13 III', 'yes'],
  'residual-too-low': ['FamZG 13 III', 'no'],
  'daily-allowance-no-wage': ['AHVV 6 II b', 'yes'],
  'employment-ends': ['FamZG 13 I', 'yes'],
  'resumed-without-gap': [null, 'yes'],
  'resumed-from': [null, 'yes'],
  'resumed-wage-too-low': ['FamZG 13 III', 'no'],
  'overlaps-other': ['FamZV 10', 'open'],
  'begins-outside': ['FamZG 13 I', 'no'],
  'still-away': [null, 'yes'],
  unanswered: ['ATSG 43 III', 'yes'],
} as const satisfies Record<string, readonly [law: string | null, met: Reason['met']]>

export type InterruptionRule = keyof typeof interruptionRules

/** The rule with its article, as it turned out. A rule without an article of its own needs `law`. */
export function ruled(
  rule: InterruptionRule,
  params: Reason['params'] = {},
  law: string | null = interruptionRules[rule][0],
): Reason {
  return { rule, params, law: law ?? '', met: interruptionRules[rule][1] }
}
