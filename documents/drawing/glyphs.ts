/**
 * The value with every text in it made printable: characters the font lacks become their base letter
 * (`ḱ` → `k`) or their plain sibling (a narrow space becomes a space); other symbols become a question mark. Throws for
 * a letter to which nothing is similar: a hole in a name would be worse than no document, and forms refuse such letters.
 */
export function printable<T>(value: T, has: (codePoint: number) => boolean): T {
  if (typeof value === 'string') return printableText(value, has) as T
  if (Array.isArray(value)) return value.map((item) => printable(item, has)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, printable(item, has)])) as T
}

function printableText(text: string, has: (codePoint: number) => boolean): string {
  if (everyday.test(text)) return text
  return Array.from(text.normalize('NFC').replace(/\r\n?/g, '\n'), (character) => {
    if (character === '\n') return character
    if (invisible.test(character)) return character === '\t' ? ' ' : ''
    const plain = siblings[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '')
    const shown = [character, plain].find((one) => Array.from(one).every((sign) => has(code(sign))))
    if (shown !== undefined) return shown
    if (!/\p{L}/u.test(character)) return '?'
    throw new Error(
      `The letter's font has no sign for U+${code(character).toString(16).toUpperCase().padStart(4, '0')}`,
    )
  }).join('')
}

// What nearly every text is made of, and the font has: the letters of Latin-1, without its soft hyphen.
const everyday = /^[\n\x20-\x7e\xa0-\xac\xae-\xff]*$/
const code = (character: string) => character.codePointAt(0) ?? 0
const invisible = /[\p{Cc}\p{Cf}]/u
const siblings: Record<string, string> = {
  '\u2007': '\u00a0',
  '\u2009': ' ',
  '\u202f': '\u00a0',
  '\u2010': '-',
  '\u2011': '-',
  '\u2032': '’',
  '\u2212': '–',
}
