import type { Overview } from '../../db/overview.js'
import { may } from '../access/may.js'
import type { Visit } from '../visit.js'
import type { Reader } from './words.js'

/** The figures of the start page: each is a link to the list that is filtered to just these. */
export function figuresOf(overview: Overview, visit: Visit, { t, base }: Reader) {
  const { overdue, soon, drafts, running, counts } = overview
  const tasks = may(visit, 'GET /e/:employer/tasks')
  return [
    ...(tasks
      ? [
          {
            key: 'overdue',
            count: overdue,
            href: `${base}/tasks?show=overdue`,
            tone: overdue > 0 ? 'late' : '',
          },
          { key: 'soon', count: soon, href: `${base}/tasks?show=soon`, tone: soon > 0 ? 'soon' : '' },
        ]
      : []),
    { key: 'unread', count: counts.messages, href: `${base}/messages?show=unread`, tone: '' },
    ...(tasks
      ? [
          { key: 'drafts', count: drafts, href: `${base}/tasks?show=drafts`, tone: '' },
          { key: 'running', count: running, href: `${base}/mutations?state=open`, tone: '' },
        ]
      : []),
  ].map((it) => ({ ...it, text: t(`start:figure.${it.key}`) }))
}
