import type { Reason } from '../domain/reason.js'
import type { Continuation } from '../domain/work-interruption/continuation.js'
import type { Formats } from '../locales/format.js'
import type { T } from '../locales/i18n.js'
import { citation } from './citation.js'

interface Words {
  t: T
  fmt: Formats
}

/** A rule in words; `…Amount` is Rappen, `…Date` a day. */
export function interruptionReason({ rule, params }: Reason, { t, fmt }: Words): string {
  const written = Object.entries(params).map(([name, value]) => {
    if (name.endsWith('Amount') && typeof value === 'number') return [name, fmt.money(value)]
    return [name, name.endsWith('Date') ? fmt.date(String(value)) : value]
  })
  return t(`workInterruption:rules.${rule}`, Object.fromEntries(written))
}

/** A rule in words with its article. */
export const interruptionSentence = (reason: Reason, words: Words): string =>
  `${interruptionReason(reason, words).replace(/\.$/, '')} (${citation(reason.law, words)}).`

/** Until when allowances go on, as one sentence. */
export function continuingUntil(
  { until, resumed }: Pick<Continuation, 'until' | 'resumed'>,
  { t, fmt }: Words,
): string {
  if (resumed && !resumed.gap) return t('workInterruption:continuing.seamless')
  if (until === null) return t('workInterruption:continuing.open')
  const date = fmt.date(until)
  return resumed
    ? t('workInterruption:continuing.gap', { date, from: fmt.date(resumed.from) })
    : t('workInterruption:continuing.until', { date })
}
