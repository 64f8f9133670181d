import { referenceBegun, referenceIn } from '../../domain/references.js'
import { searchWords } from '../people/search.js'
import type { Values } from '../prepared.js'
import type { Reach } from '../reach.js'
import { begins, type Meaning, refers } from '../reports/meant.js'
import { anywhere, compared, containing } from '../words.js'

/** What a search in all lists wants; words that mean a kind are found out by the caller, who knows the language. */
export interface QuickSearch {
  q: string
  /** By the word as it is searched: kinds of reports, of messages and steps of tasks that are called so. */
  kinds: Map<string, string[]>
  limit: number
}

/** On the people that are joined to a report: one of these values is in their name. */
const joined = (word: string) => containing(compared.plain('employees.search'), word)

/** On a report or a message: its person is one of those of all in reach who are called so, whom the database finds once and not for each row. */
export const amongCalled = (table: string, reach: Reach) => (word: string) =>
  `${table}.employee_id in (select id from employees where ${reach.owned('employer_id')} and ${joined(word)})`

/** What is open to who looks, and every word is in the name, in what was typed as a name, in the reference, in one of `texts`, or means the kind. */
export function conditions(
  { q, kinds }: QuickSearch,
  isOpen: string,
  columns: string[],
  { texts = [], isNamed = joined }: { texts?: string[]; isNamed?: (word: string) => string } = {},
): { wanted: string; values: Values } {
  const begun = begunIn(q)
  if (begun) {
    const { sql, values } = begins(begun)
    return { wanted: `${sql} and ${isOpen}`, values }
  }
  const values: Values = {}
  const words = searchWords(q).map((word, n) => {
    values[`word${n}`] = anywhere(word)
    const either = [
      isNamed(`:word${n}`),
      containing(compared.folded('mutations.subject'), `:word${n}`),
      ...texts.map((text) => containing(compared.folded(text), `:word${n}`)),
    ]
    const referring = refers(word, `word${n}`)
    if (referring) either.push(referring.sql)
    const called = kinds.get(word) ?? []
    Object.assign(values, referring?.values, ...called.map((kind, k) => ({ [kindName(n, k)]: kind })))
    if (called.length > 0) either.push(...columns.map((column) => ofKinds(column, n, called)))
    return `(${either.join(' or ')})`
  })
  return { wanted: words.length > 0 ? [...words, isOpen].join(' and ') : '', values }
}

/** Where every word means a kind: a condition on that alone, with the values of `conditions`; else null. */
export function onlyKinds({ q, kinds }: QuickSearch, column: string): string | null {
  const called = searchWords(q).map((word) => kinds.get(word) ?? [])
  if (begunIn(q) || called.some((names) => names.length === 0)) return null
  return called.map((names, n) => ofKinds(column, n, names)).join(' and ')
}

/** What is looked up by names: the words that mean no kind; `asNames`: those that do, too. */
export const meaningOf = ({ q, kinds }: QuickSearch, asNames = false): Meaning => ({
  words: searchWords(q),
  ...(!asNames && { kinds }),
  begun: begunIn(q),
})

const begunIn = (q: string) => referenceIn(q) ?? referenceBegun(q)
const kindName = (n: number, k: number) => `kind${n}of${k}`
const ofKinds = (column: string, n: number, names: string[]) =>
  `${column} in (${names.map((_, k) => `:${kindName(n, k)}`).join(', ')})`
