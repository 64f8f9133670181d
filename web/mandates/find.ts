import type { Mandate } from '../../db/access/mandates.js'
import { plain, searchWords } from '../../db/people/search.js'

/** What a user calls an employer. */
export const calledBy = ({ alias, name }: Pick<Mandate, 'alias' | 'name'>): string => alias ?? name

/** What stands in small letters below it. */
export const noteOf = ({ alias, name, memberNumber }: Mandate): string =>
  alias ? `${name}, ${memberNumber}` : memberNumber

/**
 * The mandates that hold each word of a search in their alias, name or member number. Those whose name holds them come before those
 * that are found by number, and the one to begin with comes first.
 */
export function findMandates(mandates: Mandate[], q: string): Mandate[] {
  const words = searchWords(q)
  const holds = (...texts: (string | null)[]) => {
    const text = texts.map((it) => plain(it ?? '')).join(' ')
    return words.every((word) => text.includes(word))
  }
  const isNamed = ({ alias, name }: Mandate) => Number(holds(alias, name))
  return mandates
    .filter(({ alias, name, memberNumber }) => holds(alias, name, memberNumber))
    .toSorted(
      (a, b) =>
        isNamed(b) - isNamed(a) ||
        Number(b.isDefault) - Number(a.isDefault) ||
        calledBy(a).localeCompare(calledBy(b), 'de'),
    )
}
