import type { Knex } from 'knex'

/** Text with its wildcards taken literally, anywhere in a column. */
export const anywhere = (word: string): string => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** How the content of a column is compared with a word; SQL. */
export const compared = {
  /** Of a column that is stored in lower case and without accents. */
  plain: (column: string) => column,
  /** Of a name as people write it: SQLite's lower() knows ASCII only. */
  folded: (column: string) => folded.replaceAll('??', column),
  /** Of a number such as `47.110-3` or `FZ-7K2M-Q4XT`, whose dots and dashes nobody needs to type. */
  signs: (column: string) => `replace(replace(lower(${column}), '.', ''), '-', '')`,
}

/** A condition that a column, compared in one of these ways, contains a value that `anywhere` has prepared; SQL. */
export const containing = (content: string, value: string): string => `${content} like ${value} escape '\\'`

export const contains = (db: Knex, column: string, word: string): Knex.Raw =>
  db.raw(containing(compared.plain('??'), '?'), [column, anywhere(word)])

export const containsFolded = (db: Knex, column: string, word: string): Knex.Raw =>
  db.raw(containing(folded, '?'), [column, column, column, column, anywhere(word)])

export const containsSigns = (db: Knex, column: string, word: string): Knex.Raw =>
  db.raw(containing(compared.signs('??'), '?'), [column, anywhere(word)])

const accents = { a: 'äàâáÄÀÂÁ', e: 'éèêëÉÈÊË', i: 'îïíìÎÏ', o: 'öôóòÖÔ', u: 'üûúùÜÛ', c: 'çÇ' }
const unaccented = Object.entries(accents)
  .flatMap(([letter, marked]) => [...marked].map((mark) => [mark, letter]))
  .reduce((sql, [mark, letter]) => `replace(${sql}, '${mark}', '${letter}')`, 'lower(??)')
// most names have no accent, and looking for thirty of them in each takes long
const folded = `case when octet_length(??) = length(??) then lower(??) else ${unaccented} end`
