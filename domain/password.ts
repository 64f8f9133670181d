/** How long a password must be and may be, in code points. There are no rules of composition, and none expires (NIST SP 800-63B). */
export const passwordLength = { least: 12, most: 128 }

/** Why a password is refused. */
export type PasswordFault = 'short' | 'long' | 'pattern' | 'context' | 'common'

interface Surroundings {
  /** Words that anyone guesses who knows the person: name, address, employer, office. */
  words: readonly string[]
  /** Whether many people use this password, or this word in one. */
  isCommon: (word: string) => boolean
}

/** What of a password nobody could guess must remain beside a word that somebody can. */
const leastBeside = 8

/** Why a password is refused, or null. It is compared after NFKC, without case, and with figures read as letters (`p4ssw0rt`). */
export function passwordFault(password: string, { words, isCommon }: Surroundings): PasswordFault | null {
  const normal = password.normalize('NFKC')
  const length = [...normal].length
  if (length < passwordLength.least) return 'short'
  if (length > passwordLength.most) return 'long'
  const lower = normal.toLowerCase()
  if (isRepetition(lower) || isRow(lower)) return 'pattern'
  const forms = [lower, asLetters(lower)]
  if (forms.some((form) => restWithout(form, wordsIn(words)) < leastBeside)) return 'context'
  const cores = [...forms.map(core), asLetters(core(lower))]
  if ([...forms, ...cores].some(isCommon)) return 'common'
  return null
}

/** The words of names and addresses that are long enough to mean something. */
const wordsIn = (texts: readonly string[]): string[] => {
  const all = texts.flatMap((text) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u),
  )
  return [...new Set(all)].filter((word) => word.length >= 4).sort((a, b) => b.length - a.length)
}

function restWithout(password: string, words: string[]): number {
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), password)
  return rest === password ? Number.POSITIVE_INFINITY : [...rest].length
}

/** What is left of a word behind and before figures and signs. */
const core = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

const letters: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' }
const asLetters = (text: string): string => text.replace(/[013457@$]/g, (sign) => letters[sign] ?? sign)

/** The same few signs over and over: `aaaaaaaaaaaa`, `abcabcabcabc`. */
const isRepetition = (text: string): boolean => new Set(text).size < 4 || /^(.{1,6})\1+$/su.test(text)

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertzuiopü', 'qwertyuiop', 'asdfghjklöä', 'yxcvbnm', 'zxcvbnm'] // biome-ignore format: one list

/** Nothing but pieces of rows, of the alphabet or the keyboard, forward or backward: `qwertz123456`. */
function isRow(text: string): boolean {
  const both = rows.flatMap((row) => [row, [...row].reverse().join('')])
  let pieces = 0
  for (let rest = text; rest !== ''; pieces++) {
    const lengths = both.map((row) => longestStart(rest, row))
    const length = Math.max(...lengths)
    if (length < 3) return false
    rest = rest.slice(length)
  }
  return pieces > 0
}

function longestStart(text: string, row: string): number {
  for (let length = Math.min(text.length, row.length); length >= 3; length--)
    if (row.includes(text.slice(0, length))) return length
  return 0
}
