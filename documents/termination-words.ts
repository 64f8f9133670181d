import type { Reason } from '../domain/reason.js'
import type { TerminationFindings } from '../domain/termination/findings.js'
import type { Formats } from '../locales/format.js'
import type { T } from '../locales/i18n.js'
import { citation } from './citation.js'

interface Words {
  t: T
  fmt: Formats
}

/** A rule in words; `…Amount` is Rappen, `…Date` a day. */
export function terminationReason({ rule, params }: Reason, { t, fmt }: Words): string {
  const written = Object.entries(params).map(([name, value]) => {
    if (name.endsWith('Amount') && typeof value === 'number') return [name, fmt.money(value)]
    return [name, name.endsWith('Date') ? fmt.date(String(value)) : value]
  })
  return t(`termination:rules.${rule}`, Object.fromEntries(written))
}

/** A rule in words with its article. */
export const terminationSentence = (reason: Reason, words: Words): string =>
  `${terminationReason(reason, words).replace(/\.$/, '')} (${citation(reason.law, words)}).`

/** What the exit means for the allowances, as one sentence. */
export const allowancesEnd = (
  { stops, allowancesUntil }: Pick<TerminationFindings, 'stops' | 'allowancesUntil'>,
  { t, fmt }: Words,
): string =>
  stops.length > 0
    ? t('termination:effect.ends', { date: fmt.date(allowancesUntil) })
    : t('termination:effect.none')
