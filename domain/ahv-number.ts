/** What is wrong with an AHV number; `length` also covers characters that have no place in it. */
export type AhvNumberProblem = 'length' | 'prefix' | 'check-digit'

/**
 * The first thing wrong with an AHV number as somebody typed it (spaces, dots or neither), or null.
 * 13 digits, country prefix 756, check digit as in EAN-13 (AHVG 50c).
 */
export function ahvNumberProblem(text: string): AhvNumberProblem | null {
  const digits = bare(text)
  if (!/^\d{13}$/.test(digits)) return 'length'
  if (!digits.startsWith('756')) return 'prefix'
  return Number(digits[12]) === checkDigit(digits) ? null : 'check-digit'
}

/** The number as `756.XXXX.XXXX.XX`, or null if it is not an AHV number. */
export function normaliseAhvNumber(text: string): string | null {
  if (ahvNumberProblem(text)) return null
  return bare(text).replace(/^(\d{3})(\d{4})(\d{4})(\d{2})$/, '$1.$2.$3.$4')
}

/** For places where a glance must not reveal the number: `756.••••.••••.85`. Anything else becomes dots. */
export function maskAhvNumber(text: string): string {
  const number = normaliseAhvNumber(text)
  return number ? `756.••••.••••.${number.slice(-2)}` : '•••.••••.••••.••'
}

const bare = (text: string) => text.replace(/[\s.\u2010-\u2015-]/g, '')

function checkDigit(digits: string): number {
  let sum = 0
  for (let i = 0; i < 12; i++) sum += (digits.charCodeAt(i) - 48) * (i % 2 ? 3 : 1)
  return (10 - (sum % 10)) % 10
}

/** Whether a text holds an AHV number or so much of one that it tells who is meant: such a text stands in no address. */
export const hasAhvNumber = (text: string): boolean => /756\d{4}/.test(bare(text))
