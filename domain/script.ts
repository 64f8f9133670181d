/** The first sign of a text that the office's letters cannot print: of another script than the passport's, or a picture. Null if there is none. */
export const unprintable = (text: string): string | null =>
  isPlain.test(text) ? null : (foreign.exec(text.normalize('NFC'))?.[0] ?? null)

/** A text for a letter in which a question mark stands for what cannot be printed; for names of files, never for those of people. */
export const legible = (text: string): string => text.normalize('NFC').replace(everyForeign, '?')

/** Most texts; the other look costs ten times as much. */
const isPlain = /^[ -~\u00a0-\u00ff]*$/

/** What the letters' font draws, or draws without its accent; held against the font itself by `test/documents/letters.test.ts`. */
const letters =
  '\u00aa-\u02ee\u0374\u037a-\u037d\u0386-\u03ce\u03d0-\u0513\u051a-\u051d\u1d00-\u1e9b\u1e9e\u1ea0-\u1ef9\u1f00-\u1ffc\u207f-\u2094\u2113\u2126\u212a-\u212b\u214e\u2184\u2c60-\u2c6d\u2c71-\u2c77\ua717-\ua71f\ua788-\ua78c\ufb01-\ufb02'

const foreign = new RegExp(
  [
    `(?![A-Za-z${letters}])\\p{L}`,
    '[^\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Script=Common}\\p{Script=Inherited}]',
    '\\p{Emoji_Presentation}',
  ].join('|'),
  'u',
)
const everyForeign = new RegExp(foreign, 'gu')
