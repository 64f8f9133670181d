import type { Reason } from '../reason.js'

/** What decides about allowances when an employment ends: its article, and whether its condition is met. `termination:rules.<rule>` is its sentence. */
export const terminationRules = {
  'ends-with-employment': ['FamZG 13 I', 'yes'],
  'ends-with-wage': ['FamZG 13 I', 'yes'],
  'part-month': ['FamZG 13 I', 'yes'],
  'death-three-months': ['FamZV 10 III', 'yes'],
  'other-parent-draws': ['FamZG 6', 'yes'],
  'other-parent-unknown': ['FamZG 6', 'open'],
  'reason-unknown': ['FamZV 10 III', 'open'],
  overpaid: ['ATSG 25 I', 'yes'],
  'reported-in-time': ['FamZV 18d II', 'yes'],
  'reported-late': ['FamZV 18d II', 'yes'],
  'nothing-runs': ['FamZG 13 I', 'yes'],
} as const satisfies Record<string, readonly [law: string, met: Reason['met']]>

export type TerminationRule = keyof typeof terminationRules

/** The rule with its article, as it turned out. */
export function ruled(rule: TerminationRule, params: Reason['params'] = {}): Reason {
  const [law, met] = terminationRules[rule]
  return { rule, params, law, met }
}
