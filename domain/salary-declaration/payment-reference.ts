/** The reference of a QR-bill: 26 digits and a check digit, modulo 10 recursive. The same statement, the same reference. */
export function paymentReference(memberNumber: string, year: number, reference: string): string {
  const member = memberNumber.replace(/\D/g, '').slice(-8).padStart(8, '0')
  const letters = [...reference.replace(/[^0-9A-Z]/g, '').slice(-7)].map((sign) =>
    String(parseInt(sign, 36) % 100).padStart(2, '0'),
  )
  const digits = `${member}${year}${letters.join('').padStart(14, '0')}`.slice(0, 26)
  return `${digits}${checkDigit(digits)}`
}

const table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5]

/** Modulo 10 recursive, as on all Swiss payment slips. */
export function checkDigit(digits: string): number {
  const carry = [...digits].reduce((sum, digit) => table[(sum + Number(digit)) % 10] ?? 0, 0)
  return (10 - carry) % 10
}
