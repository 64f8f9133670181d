import type { IsoDate } from '../dates.js'
import { francs, type Rappen } from '../money.js'

interface Limit {
  validFrom: IsoDate
  /** Highest daily allowance, in Rappen (EOG 16f I). */
  highest: Rappen
  law: string
}

/** A new limit is a new row with its own first day; the last one holds until there is one. */
export const limits = [
  { validFrom: '2009-01-01', highest: francs(196), law: 'EOG 16f I' },
  { validFrom: '2023-01-01', highest: francs(220), law: 'EOG 16f I' },
] as const satisfies Limit[]

/** Share of the average income that is replaced, in percent (EOG 16e II). */
export const percent = 80

/** Days a month's allowance is reckoned for, and the sum below which nothing is paid monthly (EOV 35 II). */
export const smallMonth = francs(200)

/** The highest daily allowance on a day, in Rappen. Throws a RangeError before the table begins. */
export function highestOn(date: IsoDate): Rappen {
  const row = limits.findLast(({ validFrom }) => validFrom <= date)
  if (!row) throw new RangeError(`no highest daily allowance is known on ${date}`)
  return row.highest
}
