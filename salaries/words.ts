/** Text without what a screen, a letter or XML cannot hold: control characters, halves of characters. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]+/gu, ' ')
