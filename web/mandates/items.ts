import type { InboxItem } from '../../db/start/inbox.js'
import { aboutWhom } from '../about.js'
import { progressOf } from '../start/progress.js'
import type { Speech } from './around.js'

/** What waits, in groups for `parts/rows`: overdue, open, unread, begun; or what is under way. Each line names the firm. */
export function groupsOf(items: InboxItem[], reader: Speech) {
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
    group('running', ({ sort }) => sort === 'running'),
  ].filter(({ items }) => items.length > 0)
}

function itemOf(item: InboxItem, { t, fmt, today, names }: Speech) {
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
  const report = {
    title: aboutWhom(String(kind), item, t),
    firm,
    meta: item.reference,
    href: `${base}/mutations/${item.id}`,
  }
  if (item.state) return { ...report, track: progressOf(item.state, { t, fmt }) }
  return {
    ...report,
    draft: true,
    text: t('tasks:list.saved', { when: since }),
  }
}
