import type { TimelineEvent } from '../../db/timeline/event.js'
import type { IsoDate } from '../../domain/dates.js'
import type { Speech } from './summary.js'

/** One entry of `parts/timeline`. */
export interface TimelineItem {
  state: TimelineEvent['state']
  title: string
  when?: string
  text?: string
  link?: { href: string; text: string }
}

interface Reader extends Speech {
  today: IsoDate
  /** Names of users by id. */
  names: Map<string, string>
  side: 'employer' | 'office'
  /** Address of the employer's pages, for links to its tasks and messages; without it there are none. */
  base?: string
  /** Where decisions depart from what was proposed, by the task. */
  departed?: Map<string, string[]>
  /** Documents that will be asked for in a moment. */
  promised?: string[]
}

/** The timeline in the reader's words; the employer does not see what goes on inside of the office, nor its names. */
export function timelineItems(events: TimelineEvent[], reader: Reader): TimelineItem[] {
  return seenBy(reader.side, events).map((event) => itemOf(event, reader))
}

/** What has happened so far, one line each: when, what, by whom, until when it was asked for, and about which days. */
export function historyLines(events: TimelineEvent[], reader: Said): (string | null)[][] {
  return seenBy(reader.side, events)
    .filter(({ state }) => state === 'done')
    .map(({ event, at, dueOn, actor, params }) => [
      at && reader.fmt.instant(at),
      titleOf({ event, params }, reader),
      nameShown(event, actor, reader) ?? null,
      dueOn,
      (dueOn ? movedIn(dueOn, params, reader) : saidIn(params, reader)) ?? null,
    ])
}

const seenBy = (side: Reader['side'], events: TimelineEvent[]) =>
  events.filter(({ visibleToEmployer }) => side === 'office' || visibleToEmployer)

function itemOf(
  { event, state, at, dueOn, actor, params, path }: TimelineEvent,
  reader: Reader,
): TimelineItem {
  const { t, fmt, side, base, today } = reader
  const who = nameShown(event, actor, reader)
  const title = titleOf({ event, params }, reader)
  const isDated = side === 'office' || event !== 'review'
  const day = isDated && dueOn && t('mutations:timeline.until', { date: fmt.weekday(dueOn) })
  const when = at ? fmt.since(at, today) : day
  const asked = dueOn && t('mutations:timeline.askedUntil', { date: fmt.date(dueOn) })
  const text = at && dueOn ? (movedIn(dueOn, params, reader) ?? asked) : saidIn(params, reader)
  const more = state === 'done' ? text : textAhead({ event, state, params }, reader)
  const link =
    path && base && event !== 'asked' ? { href: `${base}/${path}`, text: linkText(event, reader) } : undefined
  return {
    // nothing waits for the reader of the office
    state: side === 'office' && state === 'yours' ? 'now' : state,
    title,
    ...(when && { when: who ? t('mutations:timeline.by', { when, name: who }) : when }),
    ...(more && { text: more }),
    ...(link && { link }),
  }
}

/** From which day to which a last day has moved. */
function movedIn(dueOn: IsoDate, { was }: TimelineEvent['params'], { t, fmt }: Said): string | undefined {
  if (!was || was === dueOn) return undefined
  return t('mutations:timeline.moved', { before: fmt.date(String(was)), after: fmt.date(dueOn) })
}

type Said = Omit<Reader, 'base' | 'promised'>

/** The days that news was about, and what was said about them before. */
function saidIn({ days, was, from, to, task }: TimelineEvent['params'], reader: Said): string | undefined {
  const { t, departed } = reader
  if (task) return departed?.get(String(task))?.join('; ') || undefined
  if (to) return handedOn(String(from), String(to), reader)
  const [before, after] = [daysIn(was, reader), daysIn(days, reader)]
  if (!before || before === after) return after || undefined
  return t('mutations:timeline.changed', { before, after: after || t('mutations:timeline.noDay') })
}

/** From whom to whom a task went. */
function handedOn(from: string, to: string, { t, names }: Said): string {
  const [before, after] = [from, to].map((id) => names.get(id) ?? t('tasks:somebody'))
  return from
    ? t('mutations:timeline.changed', { before, after })
    : t('mutations:timeline.handedTo', { name: after })
}

function daysIn(days: TimelineEvent['params'][string] | undefined, { fmt }: Said): string {
  const all = String(days ?? '')
    .split(',')
    .filter(Boolean)
    .map((it) => it.split('/'))
  return fmt.list(all.map(([from = '', to]) => (to ? fmt.period(from, to) : fmt.date(from))))
}

function titleOf({ event, params }: Pick<TimelineEvent, 'event' | 'params'>, { t, side }: Reader): string {
  if (event === 'amended') return t(`mutations:amend.${params.what}.timeline`)
  if (event === 'decision' || event === 'payment') return t(`progress:${params.kind}.${event}`)
  const detail = params.decision ?? params.step
  if (event === 'filed') return t(`mutations:timeline.${side}.filed`, { name: params.name })
  const letter = params.letter ? t(`messages:kind.${params.letter}`) : ''
  return detail
    ? t(`mutations:timeline.${side}.${event}.${detail}`)
    : t(`mutations:timeline.${side}.${event}`, { letter })
}

function nameShown(event: TimelineEvent['event'], actor: string | null, { names, side }: Reader) {
  const own = ['submitted', 'amended', 'extended', 'answered', 'recalled', 'read'].includes(event)
  return actor && (side === 'office' || own) ? names.get(actor) : undefined
}

function textAhead(
  { event, state, params }: Pick<TimelineEvent, 'event' | 'state' | 'params'>,
  reader: Reader,
) {
  const { t, fmt, side, promised = [] } = reader
  if (side === 'office') return undefined
  if (event === 'documents' && promised.length > 0)
    return t('mutations:timeline.ahead.promised', { list: fmt.list(promised) })
  if (event === 'review') return t(`mutations:timeline.ahead.review.${state === 'now' ? 'now' : 'next'}`)
  if (event === 'documents') return t(`mutations:timeline.ahead.documents.${params.step}`)
  return event === 'decision' || event === 'payment' ? t(`progress:${params.kind}.${event}Text`) : undefined
}

function linkText(event: TimelineEvent['event'], { t }: Reader): string {
  const page = event === 'message' || event === 'filed' ? event : 'task'
  return t(`mutations:timeline.link.${page}`)
}
