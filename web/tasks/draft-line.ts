import type { Knex } from 'knex'
import { spansInForce } from '../../db/forgetting/retention.js'
import type { UnsentDraft } from '../../db/tasks/list.js'
import { addDays, type IsoDate, swissDate } from '../../domain/dates.js'
import { keptUntil, retentionSpans } from '../../domain/retention.js'
import type { Formats } from '../../locales/format.js'
import type { T } from '../../locales/i18n.js'
import { aboutWhom } from '../about.js'

interface Reader {
  t: T
  fmt: Formats
  today: IsoDate
  base: string
  /** Days that a draft is kept which nobody touches. */
  kept: number
}

const warnedFor = 14 // days

/** How long untouched drafts are kept; asked only where the oldest may end soon. */
export async function draftDays(db: Knex, [oldest]: UnsentDraft[], today: IsoDate): Promise<number> {
  const { least, most } = retentionSpans.drafts
  const isOld = oldest && keptUntil(swissDate(oldest.savedAt), least) <= addDays(today, warnedFor)
  return isOld ? (await spansInForce(db)).drafts : most
}

/** An unsent draft as a row: whose it is, and how it stands. */
export const draftItem = (draft: UnsentDraft, reader: Reader) => ({
  title: aboutWhom(reader.t(`mutations:kind.${draft.kind}`), draft, reader.t),
  meta: draft.begunBy ? reader.t('tasks:list.begunBy', { name: draft.begunBy }) : draft.reference,
  href: `${reader.base}/mutations/${draft.id}`,
  draft: true,
  ...stateOf(draft, reader),
})

function stateOf({ isReady, savedAt }: UnsentDraft, { t, fmt, today, kept }: Reader) {
  const until = keptUntil(swissDate(savedAt), kept)
  if (until <= addDays(today, warnedFor))
    return { tag: { text: t('tasks:list.draftEnds', { date: fmt.date(until) }), tone: 'soon' } }
  if (isReady) return { tag: { text: t('tasks:list.ready'), tone: 'good' } }
  return { text: t('tasks:list.saved', { when: fmt.since(savedAt, today) }) }
}
