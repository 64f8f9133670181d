import { readFileSync } from 'node:fs'

let words: Set<string> | undefined

/** Whether a word is among the passwords most people use, from lists of what was stolen elsewhere; in lower case. */
export function isCommonPassword(word: string): boolean {
  words ??= new Set(readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8').split('\n'))
  return word.length > 3 && words.has(word)
}
