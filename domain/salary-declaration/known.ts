import type { IsoDate } from '../dates.js'
import type { Rappen } from '../money.js'

/** Somebody the office knows at this employer. */
export interface KnownPerson {
  name: string
  birthDate: IsoDate | null
  /** Wages are expected: employed in the year, or declared the year before and not left since. */
  expected: boolean
  /** Allowances decided for the year, in Rappen. */
  decided: Rappen
  /** From when to when they were employed, by their beginnings; absent where the office knows of no employment. */
  employed?: { from: IsoDate; to: IsoDate | null }[]
}

/** What the office knows before it looks at a declaration. */
export interface Known {
  year: number
  /** Our office and the employer's number with it: files name whom they are for. */
  addressee: { office: string; member: string }
  /** Day on which it is looked at. */
  today: IsoDate
  /** By the digits of the AHV number: numbers take less room than texts. */
  persons: Map<number, KnownPerson>
  /** AHV wages declared for the year before; null where there was no declaration. */
  lastYear: { ahv: Rappen; persons: number } | null
  /** Per cent by which the wages may differ from last year's without a word. */
  wagesMayDiffer: number
}

/** An AHV number as a number of thirteen digits, or null where it is none. */
export function ahvKey(ahvNumber: string | null): number | null {
  let [key, digits] = [0, 0]
  for (let i = 0; ahvNumber && i < ahvNumber.length; i++) {
    const digit = ahvNumber.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) continue
    if (++digits > 13) return null
    key = key * 10 + digit
  }
  return digits === 13 ? key : null
}
