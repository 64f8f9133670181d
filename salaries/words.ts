/** Text without what a screen, a letter or XML cannot hold: control characters, halves of characters. */
export const printable = (text: string): string =>
  isPlain.test(text) ? text : text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]+/gu, ' ')

/** A text as XML holds it, between tags and within quotes. */
export const xmlText = (text: string): string =>
  printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** Most texts; the other look costs ten times as much. */
const isPlain = /^[ -~]*$/
