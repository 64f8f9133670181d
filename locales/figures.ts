/** CHF 2’914’350.00 from Rappen, kept on one line by a no-break space; the same in all languages, as on Swiss invoices. */
export function money(rappen: number): string {
  return `CHF\u00a0${amount(rappen)}`
}

/** 2’914’350.00 from Rappen. */
export function amount(rappen: number): string {
  const francs = Math.trunc(Math.abs(rappen) / 100)
  const cents = String(Math.abs(rappen) % 100).padStart(2, '0')
  return `${rappen < 0 ? '-' : ''}${grouped(String(francs))}.${cents}`
}

/** 2’914’350.5: at most two decimals, none that is not needed. */
export function number(value: number): string {
  const [whole = '', decimals] = String(Math.round(Math.abs(value) * 100) / 100).split('.')
  return `${value < 0 ? '-' : ''}${grouped(whole)}${decimals ? `.${decimals}` : ''}`
}

/** 84 KB, 1.2 MB from bytes; never 0 KB for a file that has content. */
export function fileSize(bytes: number): string {
  if (bytes < 999_500) return `${Math.max(Math.round(bytes / 1000), bytes > 0 ? 1 : 0)}\u00a0KB`
  return `${number(Math.round(bytes / 100_000) / 10)}\u00a0MB`
}

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, '’')
