const latin: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** Lower case, without accents, and letters that no keyboard here has as those that are typed for them. */
export const plainLetters = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => latin[letter] ?? letter)

/** Umlauts as `ae`, `oe`, `ue`. */
export const spelledOut = (text: string): string => text.replace(/[äöüÄÖÜ]/g, (umlaut) => `${umlaut}e`)
