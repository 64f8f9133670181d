import { normaliseAhvNumber } from '../../domain/ahv-number.js'
import { type IsoDate, isDate } from '../../domain/dates.js'
import { parseMoney, type Rappen } from '../../domain/money.js'

import { printable } from '../words.js'

/** What stands in a cell: a number, a text, or nothing. */
export type Cell = number | string | null

/** Francs as a number or as somebody typed them, with a sign before or behind; null if it is no amount. */
export function rappenIn(cell: Cell): Rappen | null {
  if (typeof cell === 'number') return Number.isFinite(cell) && Math.abs(cell) < 1e12 ? rounded(cell) : null
  const text = (cell ?? '').trim()
  const negative = /^[-\u2212\u2013]|[^.,][-\u2212]$|^\(.*\)$/.test(text)
  const bare = text.replace(/^[-\u2212\u2013(]\s*|(?<=[^.,])\s*[-\u2212]$|\)$/g, '')
  const amount = parseMoney(negative ? bare : text)
  return amount === null ? null : negative ? 0 - amount : amount
}

/** Half Rappen go up; what a formula left behind the second decimal does not count. */
const rounded = (francs: number) => (francs < 0 ? 0 - Math.round(-francs * 100) : Math.round(francs * 100))

/** A day as the number Excel keeps, as `31.12.2025`, or as `2025-12-31`; null if there is no such day. */
export function dayIn(cell: Cell, from1904: boolean): IsoDate | null {
  if (typeof cell === 'number') {
    const serial = Math.floor(cell) + (from1904 ? 1462 : 0)
    // Excel's serial 60 is a 29 February 1900 that never was; nobody on a payroll is that old
    if (serial < 61 || serial > 2_958_465) return null
    return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10)
  }
  const text = (cell ?? '').trim()
  const swiss = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text)
  const iso = swiss ? `${swiss[3]}-${swiss[2]?.padStart(2, '0')}-${swiss[1]?.padStart(2, '0')}` : text
  return isDate(iso) ? iso : null
}

/** An AHV number with or without dots, also where Excel made a number of it; what is none stays as typed. */
export function ahvNumberIn(cell: Cell): string | null {
  const text = wordsIn(cell, 40)
  return text === '' ? null : (normaliseAhvNumber(text) ?? text)
}

/** Text without what a screen or a letter cannot show. A sign that kept a text from being a formula is taken off again. */
export function wordsIn(cell: Cell, most = 100): string {
  const text = typeof cell === 'number' ? String(cell) : (cell ?? '')
  return printable(text)
    .replace(/^'(?=[=+\-@])/, '')
    .trim()
    .slice(0, most)
}

/** The sex as a letter or a word of the four languages, with or without a point; null if it is none. */
export function sexIn(cell: Cell): 'F' | 'M' | null {
  const word = wordsIn(cell, 12).toLowerCase().replace(/\.$/, '')
  return women.includes(word) ? 'F' : men.includes(word) ? 'M' : null
}

const women = ['f', 'w', 'frau', 'weiblich', 'femme', 'féminin', 'madame', 'mme', 'donna', 'femmina', 'femminile', 'signora', 'female', 'woman', 'ms', 'mrs'] // biome-ignore format: words
const men = ['m', 'h', 'mann', 'männlich', 'herr', 'homme', 'masculin', 'monsieur', 'uomo', 'maschio', 'maschile', 'signor', 'signore', 'male', 'man', 'mr'] // biome-ignore format: words

/** Texts that a spreadsheet would take for a formula begin with a sign that keeps it from doing so. */
export const harmless = (text: string): string =>
  ['=', '+', '-', '@', '\t', '\r', '\0'].includes(text.charAt(0)) ? `'${text}` : text
