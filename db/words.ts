import type { Knex } from 'knex'

/** Text with its wildcards taken literally, anywhere in a column. */
const anywhere = (word: string): string => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** A condition that a column, which is stored in lower case and without accents, contains a word. */
export const contains = (db: Knex, column: string, word: string): Knex.Raw =>
  db.raw("?? like ? escape '\\'", [column, anywhere(word)])

/** The same for a name as people write it: SQLite's lower() knows ASCII only. */
export const containsFolded = (db: Knex, column: string, word: string): Knex.Raw =>
  db.raw(`${folded} like ? escape '\\'`, [column, anywhere(word)])

/** The same for a number such as `47.110-3` or `FZ-7K2M-Q4XT`, whose dots and dashes nobody needs to type. */
export const containsSigns = (db: Knex, column: string, word: string): Knex.Raw =>
  db.raw("replace(replace(lower(??), '.', ''), '-', '') like ? escape '\\'", [column, anywhere(word)])

const accents = { a: 'äàâáÄÀÂÁ', e: 'éèêëÉÈÊË', i: 'îïíìÎÏ', o: 'öôóòÖÔ', u: 'üûúùÜÛ', c: 'çÇ' }
const folded = Object.entries(accents)
  .flatMap(([letter, marked]) => [...marked].map((mark) => [mark, letter]))
  .reduce((sql, [mark, letter]) => `replace(${sql}, '${mark}', '${letter}')`, 'lower(??)')
