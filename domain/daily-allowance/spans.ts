import { addDays, daysBetween, earlier, type IsoDate, later } from '../dates.js'

/** First and last day, both included. */
export interface Span {
  from: IsoDate
  to: IsoDate
}

export const daysOf = ({ from, to }: Span): number => Math.max(daysBetween(from, to) + 1, 0)

/** What two spans have in common, or null. */
export function common(a: Span, b: Span): Span | null {
  const span = { from: later(a.from, b.from), to: earlier(a.to, b.to) }
  return span.from <= span.to ? span : null
}

/** Spans in order, those that touch or overlap as one. */
export function joined(spans: Span[]): Span[] {
  const all: Span[] = []
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
export function* daysIn(spans: Span[]): Generator<IsoDate> {
  for (const { from, to } of spans) for (let day = from; day <= to; day = addDays(day, 1)) yield day
}
