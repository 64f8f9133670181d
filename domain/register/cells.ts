import { ahvNumberProblem, normaliseAhvNumber } from '../ahv-number.js'
import { type IsoDate, isDate } from '../dates.js'
import { francs, parseMoney, type Rappen } from '../money.js'
import { unprintable } from '../script.js'
import { normaliseUid } from '../uid.js'

/** What is wrong with a cell. */
export interface Wrong {
  wrong: string
}

/** Reads a cell, or says what is wrong with it. */
export type Reader<V> = (cell: string) => V | Wrong

/** A text of at most so many signs, that a letter can be printed with. */
export const text =
  (max: number): Reader<string> =>
  (cell) => {
    if (cell === '') return { wrong: 'is empty' }
    if (cell.length > max) return { wrong: `is longer than ${max} signs` }
    const sign = unprintable(cell)
    return sign ? { wrong: `has a sign that no letter can be printed with: ${sign}` } : cell
  }

/** One of a few words. */
export const oneOf =
  <const V extends string>(all: readonly V[]): Reader<V> =>
  (cell) =>
    all.find((it) => it === cell) ?? { wrong: `is not one of ${all.join(', ')}` }

/** The cell may be empty. */
export const orNone =
  <V>(read: Reader<V>): Reader<V | null> =>
  (cell) =>
    cell === '' ? null : read(cell)

/** A day, `1984-06-02` or `2.6.1984`. */
export const day: Reader<IsoDate> = (cell) => {
  const [, date, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell) ?? []
  const iso = year ? `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}` : cell
  return isDate(iso) && iso >= '1900-01-01' && iso < '2200-01-01' ? iso : { wrong: 'is not a day' }
}

export const ahvNumber: Reader<string> = (cell) => {
  const problem = ahvNumberProblem(cell)
  return normaliseAhvNumber(cell) ?? { wrong: `is not an AHV number: wrong ${problem}` }
}

export const uid: Reader<string> = (cell) => normaliseUid(cell) ?? { wrong: 'is not a UID' }

/** A country by its code (ISO 3166). */
export const country: Reader<string> = (cell) =>
  /^[A-Z]{2}$/.test(cell) && regions.of(cell) ? cell : { wrong: 'is not the code of a country, such as CH' }
const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

export const percent: Reader<number> = (cell) =>
  /^\d{1,3}$/.test(cell) && Number(cell) >= 1 && Number(cell) <= 100
    ? Number(cell)
    : { wrong: 'is not a whole number from 1 to 100' }

/** Francs, in Rappen. */
export const money: Reader<Rappen> = (cell) => {
  const amount = parseMoney(cell)
  return amount === null || amount > francs(20_000_000) ? { wrong: 'is not an amount in francs' } : amount
}
