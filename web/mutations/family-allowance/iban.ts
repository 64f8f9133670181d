/** An IBAN without spaces and in capitals, or null if its check digits or its length are wrong (ISO 13616). */
export function normaliseIban(text: string): string | null {
  const iban = text.replace(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return null
  if (/^(CH|LI)/.test(iban) && iban.length !== 21) return null
  return remainder(iban) === 1 ? iban : null
}

/** A QR-IBAN (IID 30000 to 31999) is for invoices with a reference; benefits cannot be paid to it. */
export const isQrIban = (iban: string): boolean => /^(CH|LI)\d{2}3[01]/.test(iban)

/** In groups of four, as it is printed. */
export const groupedIban = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')

/** Letters count as 10 to 35, the first four signs move to the end; modulo 97 digit by digit. */
function remainder(iban: string): number {
  const digits = [...`${iban.slice(4)}${iban.slice(0, 4)}`].map((sign) => Number.parseInt(sign, 36)).join('')
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0)
}
