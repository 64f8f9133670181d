import { type IsoDate, isDate } from '../../domain/dates.js'
import type { Rappen } from '../../domain/money.js'
import { printable } from '../words.js'

/** An amount of the standard (`-1234.50`) in Rappen, or null. Whole francs and one decimal are understood as well. */
export function amountOf(text: string): Rappen | null {
  const found = /^\s*([+-]?)(\d{1,12})(?:\.(\d{1,2}))?\s*$/.exec(text)
  if (!found) return null
  const rappen = Number(found[2]) * 100 + Number((found[3] ?? '').padEnd(2, '0'))
  return found[1] === '-' ? 0 - rappen : rappen
}

/** A day of the standard, which may carry a time zone or a time; null if there is no such day. */
export function dayOf(text: string): IsoDate | null {
  const known = days.get(text)
  if (known !== undefined) return known
  const found = /^\s*(\d{4}-\d{2}-\d{2})(?:[TZ+-].{0,30})?\s*$/.exec(text)?.[1]
  const day = found && isDate(found) ? copy(found) : null
  if (days.size < 60_000) days.set(copy(text), day)
  return day
}

/** The days of a declaration are few, and told again and again. */
const days = new Map<string, IsoDate | null>()

/** Text of a person, without what a screen or a letter cannot show, and not longer than a field of ours. */
export function wordsOf(text: string, most = 100): string {
  const clean = printable(text).trim()
  return copy(clean.length > most ? clean.slice(0, most) : clean)
}

/** A short slice of a long text keeps all of it in memory: what is kept of a file is copied out of it. */
const copy = (text: string): string => (text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8'))
