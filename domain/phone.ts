/** A telephone number as E.164 (`+41791234567`), read from how people write it; null if it is none. Without a country it is Swiss. */
export function normalisePhone(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .replace(/\(0\)/g, '')
    .replace(/[\s\-–./()]/g, '')
  const number = plain.replace(/^00/, '+').replace(/^0(?=[1-9])/, '+41')
  return /^\+[1-9]\d{7,14}$/.test(number) ? number : null
}

/**
 * Whether codes may be sent to a number: its country is allowed, and in Switzerland and Liechtenstein it is a mobile
 * number. Others there cannot read SMS, or cost whoever sends them a premium.
 */
export function canTakeCodes(number: string, prefixes: readonly string[]): boolean {
  if (!prefixes.some((prefix) => number.startsWith(prefix))) return false
  if (number.startsWith('+41')) return /^\+417[4-9]\d{7}$/.test(number)
  if (number.startsWith('+423')) return /^\+423[67]\d{6,8}$/.test(number)
  return true
}

/** A number of which only the end is shown: `••• 67`. */
export const hiddenPhone = (number: string): string => `••• ${number.slice(-2)}`
