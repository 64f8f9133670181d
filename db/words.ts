import type { Knex } from 'knex'

const atMost = 6

/** What somebody searches for as single words: lower case, without accents, numbers without points. */
export function wordsOf(typed: string): string[] {
  return folded(typed)
    .split(/\s+/)
    .map((word) => (/^[\d.-]+$/.test(word) ? word.replaceAll('.', '') : word))
    .filter(Boolean)
    .slice(0, atMost)
}

const folded = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').toLowerCase()

/** Text with its wildcards taken literally, anywhere in a column. */
export const anywhere = (word: string): string => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** A condition that a column, which is stored in lower case and without accents, contains a word. */
export const contains = (db: Knex, column: string, word: string): Knex.Raw =>
  db.raw("?? like ? escape '\\'", [column, anywhere(word)])

/** The same for a column as people wrote it: SQLite's lower() knows ASCII only. */
export const containsFolded = (db: Knex, column: string, word: string): Knex.Raw =>
  db.raw(`${plain} like ? escape '\\'`, [column, anywhere(word)])

const accents = { a: 'äàâáÄÀÂÁ', e: 'éèêëÉÈÊË', i: 'îïíìÎÏ', o: 'öôóòÖÔ', u: 'üûúùÜÛ', c: 'çÇ' }
const plain = Object.entries(accents)
  .flatMap(([letter, marked]) => [...marked].map((mark) => [mark, letter]))
  .reduce((sql, [mark, letter]) => `replace(${sql}, '${mark}', '${letter}')`, 'lower(??)')
