import { addDays, daysBetween, earlier, type IsoDate, later } from './dates.js'

/** Days from the first to the last, both included; `to` null runs on. */
export interface Span {
  from: IsoDate
  to: IsoDate | null
}

/** A span that has a last day. */
export interface ClosedSpan extends Span {
  to: IsoDate
}

/** The days two spans share, or null. */
export function intersection(a: ClosedSpan, b: Span): ClosedSpan | null
export function intersection(a: Span, b: Span): Span | null
export function intersection(a: Span, b: Span): Span | null {
  const from = later(a.from, b.from)
  const to = a.to && b.to ? earlier(a.to, b.to) : (a.to ?? b.to)
  return to && to < from ? null : { from, to }
}

/** What remains of a span when another is taken away: none, one or two spans. */
export function without(span: Span, taken: Span): Span[] {
  const before = intersection(span, { from: span.from, to: addDays(taken.from, -1) })
  const after = taken.to ? intersection(span, { from: addDays(taken.to, 1), to: null }) : null
  return [before, after].filter((part) => part !== null)
}

/** The span in pieces, each of which begins at its start or at one of the days. */
export function cut(span: Span, days: IsoDate[]): Span[] {
  const starts = days.filter((day) => day > span.from && (!span.to || day <= span.to))
  const sorted = [...new Set([span.from, ...starts])].sort()
  return sorted.map((from, i) => {
    const next = sorted[i + 1]
    return { from, to: next ? addDays(next, -1) : span.to }
  })
}

export const overlap = (a: Span, b: Span): boolean => intersection(a, b) !== null
export const includes = (span: Span, day: IsoDate): boolean => overlap(span, { from: day, to: day })

/** How many days a span has; 0 when it would end before it begins. */
export const daysOf = ({ from, to }: ClosedSpan): number => Math.max(daysBetween(from, to) + 1, 0)

/** Spans in order, those that touch or overlap as one. */
export function joined(spans: ClosedSpan[]): ClosedSpan[] {
  const all: ClosedSpan[] = []
  for (const span of spans
    .filter(({ from, to }) => from <= to)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = all.at(-1)
    if (last && span.from <= addDays(last.to, 1)) last.to = later(last.to, span.to)
    else all.push({ ...span })
  }
  return all
}

/** Each day of the spans, in order. */
export function* daysIn(spans: ClosedSpan[]): Generator<IsoDate> {
  for (const { from, to } of spans) for (let day = from; day <= to; day = addDays(day, 1)) yield day
}
