import { addDays, earlier, type IsoDate, later } from '../dates.js'

/** Days from the first to the last, both included; `to` null runs on. */
export interface Span {
  from: IsoDate
  to: IsoDate | null
}

/** The days two spans share, or null. */
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
