/** A made-up AHV number with its right check digit, another for each `n`: `756.XXXX.XXXX.XX`. */
export function madeUpAhvNumber(n: number): string {
  const twelve = `756${String(n).padStart(9, '0')}`
  const sum = [...twelve].reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 3 : 1), 0)
  return `${twelve}${(10 - (sum % 10)) % 10}`.replace(/^(\d{3})(\d{4})(\d{4})(\d{2})$/, '$1.$2.$3.$4')
}
