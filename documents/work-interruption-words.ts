import type { Continuation } from '../domain/work-interruption/continuation.js'
import type { KeyOfRule } from './reasons.js'
import type { Speech } from './speech.js'

type Words = Pick<Speech, 't' | 'fmt'>

/** The key of the sentence of a rule about an interruption of work. */
export const interruptionKey: KeyOfRule = (rule) => `workInterruption:rules.${rule}`

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
