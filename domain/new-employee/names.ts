import { plainLetters, spelledOut } from '../spelling.js'

interface Named {
  firstName: string
  lastName: string
}

/** The words of a name in lower case and without accents; umlauts as `ae`, `oe`, `ue`. */
export const wordsOf = (name: string): string[] =>
  plainLetters(spelledOut(name.normalize('NFC')))
    .replace(/['’]/g, '')
    .split(/[^\p{L}]+/u)
    .filter(Boolean)

/** Whether two spellings may be the same name: one word in common is enough, since people marry and drop second names. */
export function sharesWord(one: string, other: string): boolean {
  const words = wordsOf(other)
  return wordsOf(one).some((word) => words.includes(word))
}

/** Whether every word of a name is among others, such as a call name among all first names. */
export function isAmong(name: string, all: string): boolean {
  const words = wordsOf(all)
  return wordsOf(name).every((word) => words.includes(word))
}

/** What two spellings of the same name have in common, accents and capitals aside. */
export const nameKey = ({ firstName, lastName }: Named): string =>
  `${wordsOf(lastName).join(' ')}, ${wordsOf(firstName).join(' ')}`

/** Whether two names are the same, accents and capitals aside. */
export const isSameName = (one: Named, other: Named): boolean => nameKey(one) === nameKey(other)
