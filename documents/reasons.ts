import type { Reason } from '../domain/reason.js'
import { countryName } from '../locales/country-name.js'
import { citation } from './citation.js'
import type { Speech } from './speech.js'

/** The key of a rule's sentence in the locales. */
export type KeyOfRule = (rule: string) => string
export const commonKey: KeyOfRule = (rule) => `rules:${rule}`

type Words = Pick<Speech, 't' | 'fmt'>

/** The rule's sentence in the reader's language. */
export const ruleText = ({ rule, params }: Reason, words: Words, keyOf = commonKey): string =>
  words.t(keyOf(rule), written(params, words))

/** The same with its article. */
export const sentenceOf = (reason: Reason, words: Words, keyOf = commonKey): string =>
  `${ruleText(reason, words, keyOf).replace(/\.$/, '')} (${citation(reason.law, words)}).`

/** Params named `…Amount` are Rappen, those named `…Date` days, `country` is an ISO code; the rest stands as it is. */
export function written(params: Reason['params'], { t, fmt }: Words): Record<string, string | number> {
  const write = (name: string, value: string | number) => {
    if (name.endsWith('Amount') && typeof value === 'number') return fmt.money(value)
    if (name.endsWith('Date') && typeof value === 'string') return fmt.date(value)
    if (name === 'country' && typeof value === 'string') return countryName(value, t)
    return value
  }
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, write(name, value)]))
}
