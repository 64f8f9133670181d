import type { Knex } from 'knex'
import { rows } from '../prepared.js'
import { anywhere, containing } from '../words.js'

/** More of one beginning are not counted: another word tells more. */
const countedAtMost = 2000

/**
 * The ids of people of all employers who are called so: each word is how one of theirs begins. At most so many, found by the words of
 * `people_words`; for the office, who looks among a million.
 */
export async function peopleCalled(db: Knex, words: string[], limit: number): Promise<string[]> {
  if (words.length === 0) return []
  const rarest = words.length > 1 ? await rarestOf(db, words) : 0
  const others = words.filter((_, n) => n !== rarest)
  const conditions = others.map((_, n) => `and ${containing("' ' || employees.search", `:other${n}`)}`)
  const sql = `select employee_id from people_words
    ${others.length > 0 ? 'join employees on employees.id = people_words.employee_id' : ''}
    where ${begins(0)} ${conditions.join(' ')} limit :limit`
  const values = Object.fromEntries(others.map((word, n) => [`other${n}`, anywhere(` ${word}`)]))
  // somebody may have two words that begin so
  const twice = { ...values, ...spanOf(words[rarest] ?? '', 0), limit: 2 * limit }
  const found = await rows<{ employeeId: string }>(db, sql, twice)
  return [...new Set(found.map(({ employeeId }) => employeeId))].slice(0, limit)
}

/** Which of the words the fewest people have. */
async function rarestOf(db: Knex, words: string[]): Promise<number> {
  const count = (n: number) =>
    `(select count(*) from (select 1 from people_words where ${begins(n)} limit ${countedAtMost}) as few) as n${n}`
  const sql = `select ${words.map((_, n) => count(n)).join(', ')}`
  const [found] = await rows<Record<string, number>>(db, sql, Object.assign({}, ...words.map(spanOf)))
  const counts = words.map((_, n) => Number(found?.[`n${n}`]))
  return counts.indexOf(Math.min(...counts))
}

const begins = (n: number) => `people_words.word >= :from${n} and people_words.word < :to${n}`
/** Between a beginning and all that can follow it. */
const spanOf = (word: string, n: number) => ({ [`from${n}`]: word, [`to${n}`]: `${word}\u{10ffff}` })
