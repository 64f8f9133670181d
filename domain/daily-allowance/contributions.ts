import type { IsoDate } from '../dates.js'
import type { Rappen } from '../money.js'

interface Rates {
  validFrom: IsoDate
  /** Old-age, invalidity and income compensation insurance, hundredths of a percent for each side. */
  oldAge: number
  /** Unemployment insurance, likewise. */
  unemployment: number
}

/** Contributions are owed on the allowance by both sides (EOG 19a). A new rate is a new row. */
export const contributionRates = [
  { validFrom: '2011-01-01', oldAge: 515, unemployment: 110 },
  { validFrom: '2016-01-01', oldAge: 512.5, unemployment: 110 },
  { validFrom: '2020-01-01', oldAge: 527.5, unemployment: 110 },
  { validFrom: '2021-01-01', oldAge: 530, unemployment: 110 },
] as const satisfies Rates[]

export interface Contributions {
  oldAge: Rappen
  unemployment: Rappen
}

/** The rates of a day. Throws a RangeError before the table begins. */
export function ratesOn(date: IsoDate): Rates {
  const row = contributionRates.findLast(({ validFrom }) => validFrom <= date)
  if (!row) throw new RangeError(`no contribution rates are known on ${date}`)
  return row
}

/** One side's contributions on an amount, each to the nearest 5 Rappen. */
export function contributionsOn(amount: Rappen, date: IsoDate): Contributions {
  const { oldAge, unemployment } = ratesOn(date)
  return { oldAge: part(amount, oldAge), unemployment: part(amount, unemployment) }
}

const part = (amount: Rappen, rate: number): Rappen => Math.round((amount * rate) / 50_000) * 5
