import { type IsoDate, isDate } from '../../domain/dates.js'
import type { Rappen } from '../../domain/money.js'
import { printable } from '../words.js'

/** An amount of the standard (`-1234.50`) in Rappen, or null. Whole francs and one decimal are understood as well. */
export function amountOf(text: string): Rappen | null {
  const plain = plainAmount(text)
  if (!Number.isNaN(plain)) return plain
  const found = /^\s*([+-]?)(\d{1,12})(?:\.(\d{1,2}))?\s*$/.exec(text)
  if (!found) return null
  const rappen = Number(found[2]) * 100 + Number((found[3] ?? '').padEnd(2, '0'))
  return found[1] === '-' ? 0 - rappen : rappen
}

/** Nearly all amounts are written like `1234.50`, and there are millions: read by their characters. NaN for any other. */
function plainAmount(text: string): Rappen {
  const point = text.length - 3
  if (point < 1 || point > 12 || text.charCodeAt(point) !== 46) return Number.NaN
  let rappen = 0
  for (let i = 0; i < text.length; i++) {
    if (i === point) continue
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    rappen = rappen * 10 + digit
  }
  return rappen
}

/** A day of the standard, which may carry a time zone or a time; null if there is no such day. */
export function dayOf(text: string): IsoDate | null {
  const place = placeOf(text)
  const known = place < 0 ? undefined : days[place]
  if (known) return known
  const found = /^\s*(\d{4}-\d{2}-\d{2})(?:[TZ+-].{0,30})?\s*$/.exec(text)?.[1]
  const day = found && isDate(found) ? copy(found) : null
  if (day && place >= 0) days[place] = day
  return day
}

/** The days of a declaration are few, and told again and again: each is kept at a place of its own. */
const days = new Array<IsoDate | undefined>(200 * 13 * 32)

/** The place of a text of ten digits and hyphens, between 1900 and 2099; less than zero for any other. */
function placeOf(text: string): number {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return -1
  let digits = 0
  for (let i = 0; i < 10; i++) {
    if (i === 4 || i === 7) continue
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    digits = digits * 10 + digit
  }
  const [year, month, day] = [Math.floor(digits / 10_000), Math.floor(digits / 100) % 100, digits % 100]
  return year < 1900 || year > 2099 || month > 12 || day > 31 ? -1 : ((year - 1900) * 13 + month) * 32 + day
}

/**
 * Text of a person, without what a screen or a letter cannot show, and not longer than a field of ours. It may be a slice that
 * keeps a piece of the file in memory.
 */
export function wordsOf(text: string, most = 100): string {
  const clean = printable(text).trim()
  return clean.length > most ? clean.slice(0, most) : clean
}

/** A short slice of a long text keeps all of it in memory: what is kept of a file is copied out of it. */
const copy = (text: string): string => (text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8'))

/** Words that stay until the end of a file. */
export const keptWordsOf = (text: string, most = 100): string => copy(wordsOf(text, most))
