import type { KeyOfRule } from './reasons.js'

/** The key of the sentence of a rule about a daily allowance. */
export const dailyAllowanceKey: KeyOfRule = (rule) => `dailyAllowance:rules.${rule}`
