/** Money in whole Rappen. */
export type Rappen = number

/** Whole francs in Rappen, for tables that read as the law prints them. */
export const francs = (amount: number): Rappen => amount * 100

/**
 * Francs as somebody typed them, in Rappen: `6'340.50`, `6 340,5`, `CHF 6340.–`. Null if it is no such
 * amount. Three digits after a point or comma are refused: nobody can tell whether thousands were meant.
 */
export function parseMoney(text: string): Rappen | null {
  const typed = text
    .trim()
    .replace(/[\s'’ʼ‘´`]/g, "'")
    .replace(/^(chf|s?fr\.?)'?/i, '')
  const found = /^(\d{1,3}(?:'\d{3})+|\d+)(?:[.,](\d{1,2}|[-–—]{1,2}))?(?:'?(?:chf|s?fr\.?))?$/i.exec(typed)
  if (!found?.[1]) return null
  const rappen = /^\d/.test(found[2] ?? '') ? (found[2] ?? '').padEnd(2, '0') : '00'
  const amount = Number(found[1].replaceAll("'", '') + rappen)
  return Number.isSafeInteger(amount) ? amount : null
}

/** Up to the next 5 Rappen, the smallest coin. `amount` over `divisor` stays in whole numbers. */
export function roundUpToFive(amount: Rappen, divisor = 1): Rappen {
  return Math.ceil(amount / (divisor * 5)) * 5
}
