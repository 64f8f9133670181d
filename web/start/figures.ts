import type { Overview } from '../../db/start/overview.js'
import type { T } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import type { Visit } from '../visit.js'
import type { Reader } from './words.js'

/** The figures of the start page: each is a link to the list that is filtered to just these. */
export function figuresOf(overview: Overview, visit: Visit, { t, base }: Reader) {
  const { overdue, soon, drafts, running, counts } = overview
  const unread = figure('unread', counts.messages, `${base}/messages?show=unread`, t)
  if (!may(visit, 'GET /e/:employer/tasks')) return [unread]
  return [
    figure('overdue', overdue, `${base}/tasks?show=overdue`, t),
    figure('soon', soon, `${base}/tasks?show=soon`, t),
    unread,
    figure('drafts', drafts, `${base}/tasks?show=drafts`, t),
    figure('running', running, `${base}/mutations?state=open`, t),
  ]
}

/** One figure with the list it leads to; what is overdue or due soon has a colour where there is any. */
export const figure = (key: keyof typeof tones, count: number, href: string, t: T) => ({
  ...{ key, count, href, text: t(`start:figure.${key}`) },
  tone: count > 0 ? tones[key] : '',
})

const tones = { overdue: 'late', soon: 'soon', unread: '', drafts: '', running: '' }
