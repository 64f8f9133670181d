import type { RunningMutation } from '../../db/reports/running.js'
import type { Overview, ToDo } from '../../db/start/overview.js'
import type { Instant, IsoDate } from '../../domain/dates.js'
import { fullName } from '../../domain/names.js'
import type { Formats } from '../../locales/format.js'
import type { T } from '../../locales/i18n.js'
import { aboutWhom } from '../about.js'
import { progressOf } from './progress.js'

/** The reader's language, day and the address of the employer's pages. */
export interface Reader {
  t: T
  fmt: Formats
  today: IsoDate
  base: string
}

const hourInZurich = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Zurich',
  hour: '2-digit',
  hourCycle: 'h23',
})

/** Good morning until eleven, good evening from six. */
export function greeting(now: Instant, t: T): string {
  const hour = Number(hourInZurich.format(new Date(now)))
  if (hour >= 4 && hour < 11) return t('start:greeting.morning')
  return hour >= 18 || hour < 4 ? t('start:greeting.evening') : t('start:greeting.day')
}

/** What is urgent, as a sentence: how much waits, and how much of it is overdue. */
export function waitingSentence(waiting: number, overdue: number, t: T): string {
  if (waiting === 0) return t('start:waiting.none')
  const sentence = t('start:waiting.tasks', { count: waiting, number: inWords(waiting, t) })
  const late = t('start:waiting.overdue', { count: overdue, number: inWords(overdue, t) })
  const whole = overdue > 0 ? `${sentence}, ${late}.` : `${sentence}.`
  return whole.charAt(0).toLocaleUpperCase() + whole.slice(1)
}

const inWords = (count: number, t: T) => (count <= 12 ? t(`start:number.${count}`) : String(count))

/** A task or a draft for `parts/rows`. */
export function toDoItem({ id, step, dueOn, savedAt, kind, reference, ...person }: ToDo, reader: Reader) {
  const { t, fmt, today, base } = reader
  const what = t(`mutations:kind.${kind}`)
  if (step)
    return {
      title: aboutWhom(t(`start:step.${step}`), person, t),
      meta: `${what}, ${reference}`,
      href: `${base}/tasks/${id}`,
      due: dueOn,
    }
  return {
    title: t('start:toDo.draft', { what: aboutWhom(what, person, t) }),
    meta: t('start:toDo.saved', { when: fmt.since(savedAt, today) }),
    href: `${base}/mutations/${id}`,
    draft: true,
    text: t('start:toDo.continue'),
  }
}

export function messageItem(message: Overview['messages'][number], { t, fmt, today, base }: Reader) {
  const when = fmt.since(message.createdAt, today)
  return {
    title: message.heading ?? t(`messages:kind.${message.kind}`),
    meta: [fullName(message), when].filter(Boolean).join(', '),
    href: `${base}/messages/${message.id}`,
    unread: message.readAt === null,
    arrow: true,
  }
}

export function runningItem(mutation: RunningMutation, reader: Reader) {
  const { t, base } = reader
  return {
    title: aboutWhom(t(`mutations:kind.${mutation.kind}`), mutation, t),
    meta: mutation.reference,
    href: `${base}/mutations/${mutation.id}`,
    track: progressOf(mutation, reader),
  }
}
