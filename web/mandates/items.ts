import type { InboxItem } from '../../db/inbox.js'
import type { IsoDate } from '../../domain/dates.js'
import type { Formats } from '../../locales/format.js'
import type { T } from '../../locales/i18n.js'
import { aboutWhom } from '../about.js'

interface Reader {
  t: T
  fmt: Formats
  today: IsoDate
  /** What the user calls each employer. */
  names: Map<string, string>
}

/** What waits, in groups for `parts/rows`: overdue, open, unread, begun. Each line names the firm. */
export function groupsOf(items: InboxItem[], reader: Reader) {
  const group = (id: string, wanted: (item: InboxItem) => boolean) => ({
    id,
    title: reader.t(`mandates:inbox.group.${id}`),
    items: items.filter(wanted).map((item) => itemOf(item, reader)),
  })
  const isLate = ({ dueOn }: InboxItem) => dueOn !== null && dueOn < reader.today
  return [
    group('late', isLate),
    group('open', (item) => item.sort === 'task' && !isLate(item)),
    group('unread', ({ sort }) => sort === 'message'),
    group('drafts', ({ sort }) => sort === 'draft'),
  ].filter(({ items }) => items.length > 0)
}

function itemOf(item: InboxItem, { t, fmt, today, names }: Reader) {
  const base = `/e/${item.employerId}`
  const firm = names.get(item.employerId)
  const kind = item.kind && t(`mutations:kind.${item.kind}`)
  const since = fmt.since(item.moment, today)
  if (item.sort === 'task')
    return {
      title: aboutWhom(t(`tasks:step.${item.step}`), item, t),
      firm,
      meta: [kind, item.reference].filter(Boolean).join(', '),
      href: `${base}/tasks/${item.id}`,
      due: item.dueOn,
    }
  if (item.sort === 'message')
    return {
      title: aboutWhom(t(`messages:kind.${item.letter}`), item, t),
      firm,
      meta: item.reference,
      href: `${base}/messages/${item.id}`,
      unread: true,
      text: since,
    }
  return {
    title: aboutWhom(String(kind), item, t),
    firm,
    meta: item.reference,
    href: `${base}/mutations/${item.id}`,
    draft: true,
    text: t('tasks:list.saved', { when: since }),
  }
}
