import type { Reason } from '../domain/reason.js'
import { citation } from './citation.js'
import type { Speech } from './speech.js'

/** The key of a rule's sentence in the locales. */
export type KeyOfRule = (rule: string) => string
export const commonKey: KeyOfRule = (rule) => `rules:${rule}`

/** The rule's sentence with its article, in the reader's language. */
export function sentenceOf(reason: Reason, speech: Speech, keyOf = commonKey): string {
  const sentence = speech.t(keyOf(reason.rule), written(reason.params, speech))
  return `${sentence.replace(/\.$/, '')} (${citation(reason.law, speech)}).`
}

/** Params named `…Amount` are Rappen, those named `…Date` days, `country` is an ISO code; the rest stands as it is. */
export function written(params: Reason['params'], { fmt, language }: Speech): Record<string, unknown> {
  const write = (name: string, value: string | number) => {
    if (name.endsWith('Amount') && typeof value === 'number') return fmt.money(value)
    if (name.endsWith('Date') && typeof value === 'string') return fmt.date(value)
    if (name === 'country' && typeof value === 'string') return countryName(value, language)
    return value
  }
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, write(name, value)]))
}

const countryName = (code: string, language: string) =>
  new Intl.DisplayNames(`${language}-CH`, { type: 'region' }).of(code) ?? code
