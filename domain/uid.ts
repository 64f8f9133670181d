/**
 * A business identification number (UID) as `CHE-ddd.ddd.ddd`, or null if digits or check digit are wrong.
 * Spaces, missing points and a trailing MWST, TVA or IVA are forgiven (eCH-0097).
 */
export function normaliseUid(text: string): string | null {
  const found = /^CHE(\d{9})(MWST|TVA|IVA)?$/.exec(text.toUpperCase().replace(/[\s.\u2010-\u2015-]/g, ''))
  const digits = found?.[1]
  if (!digits || Number(digits[8]) !== checkDigit(digits)) return null
  return `CHE-${digits.slice(0, 3)}.${digits.slice(3, 6)}.${digits.slice(6)}`
}

const weights = [5, 4, 3, 2, 7, 6, 5, 4]

/** 10 is no digit: a number whose remainder asks for it was never issued. */
function checkDigit(digits: string): number {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return (11 - (sum % 11)) % 11
}
