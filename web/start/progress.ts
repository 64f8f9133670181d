import type { RunningMutation } from '../../db/reports/running.js'
import type { Formats } from '../../locales/format.js'
import type { T } from '../../locales/i18n.js'

/** How far a report under way is, for `parts/track`: received, reviewed, decided; what runs after its decision stands in its last place. */
export interface Progress {
  states: ('done' | 'now' | 'yours' | 'next')[]
  text: string
  yours: boolean
}

/** Where a report stands by its open task; without one it has just arrived. */
export function progressOf(
  { side, dueOn, status }: Pick<RunningMutation, 'side' | 'dueOn' | 'status'>,
  { t, fmt }: { t: T; fmt: Formats },
): Progress {
  const date = dueOn ? fmt.dayMonth(dueOn) : ''
  if (side === 'employer')
    return { states: ['done', 'yours', 'next'], text: t('start:progress.yours', { date }), yours: true }
  if (side === 'fund')
    return { states: ['done', 'now', 'next'], text: t('start:progress.review', { date }), yours: false }
  if (status === 'running')
    return { states: ['done', 'done', 'now'], text: t('start:progress.running'), yours: false }
  return { states: ['now', 'next', 'next'], text: t('start:progress.received'), yours: false }
}
