import type { Reason } from '../domain/reason.js'
import { citation } from './citation.js'
import { written } from './reasons.js'
import type { Speech } from './speech.js'

/** The sentence of a rule about a daily allowance, its parameters written in the reader's language. */
export const ruleText = ({ rule, params }: Reason, speech: Speech): string =>
  speech.t(`dailyAllowance:rules.${rule}`, written(params, speech))

/** The same with its article. */
export const ruleWithLaw = (reason: Reason, speech: Speech): string =>
  `${ruleText(reason, speech).replace(/\.$/, '')} (${citation(reason.law, speech)}).`
