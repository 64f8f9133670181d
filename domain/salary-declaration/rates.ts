import { digitsOf, type IsoDate, lastDay } from '../dates.js'
import type { Canton } from '../kinds.js'
import { francs, type Rappen } from '../money.js'

/** Parts of a hundred thousand: 10.6 % is 10 600. Employer and employee pay half each. */
export type Rate = number

/** What the law takes of wages of a year. */
export interface ContributionRates {
  /** First year they hold for. */
  from: number
  /** AHV, IV and EO together (AHVG 5, 13; IVG 3; EOG 27). */
  ahvIvEo: Rate
  /** ALV on wages up to the cap (AVIG 3 II). */
  alv: Rate
  /** ALV on wages above the cap (AVIG 90c, until 2022). */
  alvSupplement: Rate
  /** Highest insured wage of a whole year (AVIG 3 II, UVV 22 I). */
  alvCap: Rappen
  /** What a working pensioner may earn a month at each employer without contributions (AHVV 6quater). */
  freeAllowance: Rappen
}

const table: ContributionRates[] = [
  { from: 2016, ahvIvEo: 10_250, alv: 2_200, alvSupplement: 1_000, alvCap: francs(148_200), freeAllowance: francs(1400) },
  { from: 2020, ahvIvEo: 10_550, alv: 2_200, alvSupplement: 1_000, alvCap: francs(148_200), freeAllowance: francs(1400) },
  { from: 2021, ahvIvEo: 10_600, alv: 2_200, alvSupplement: 1_000, alvCap: francs(148_200), freeAllowance: francs(1400) },
  { from: 2023, ahvIvEo: 10_600, alv: 2_200, alvSupplement: 0, alvCap: francs(148_200), freeAllowance: francs(1400) },
] // biome-ignore format: a table reads by its columns

/** The first year whose rates are known. */
export const ratesKnownFrom = 2016

/** The rates of a year. Throws a RangeError before the table's first year. */
export function ratesOf(year: number): ContributionRates {
  const row = table.findLast(({ from }) => from <= year)
  if (!row) throw new RangeError(`no rates of contributions are known for ${year}`)
  return row
}

/** What this office takes beside that: contributions of its family compensation fund, and administration costs. */
export interface OfficeRates {
  from: number
  /** Of the wages with work in a canton. */
  fak: Record<Canton, Rate>
  /** Of the AHV/IV/EO contributions, at most five per cent (AHVV 157). */
  administration: Rate
}

/** The office's own table. A new tariff is a new row with its first year, not an edit. */
const officeTable: OfficeRates[] = [
  {
    from: 2016,
    fak: {
      AG: 1_450, AI: 1_600, AR: 1_600, BE: 1_600, BL: 1_250, BS: 1_650, FR: 2_380, GE: 2_280, GL: 1_400, GR: 1_500,
      JU: 2_750, LU: 1_350, NE: 2_100, NW: 1_500, OW: 1_300, SG: 1_800, SH: 1_300, SO: 1_250, SZ: 1_300, TG: 1_400,
      TI: 1_500, UR: 1_700, VD: 2_370, VS: 2_500, ZG: 1_350, ZH: 1_025,
    }, // biome-ignore format: ten cantons a row
    administration: 3_000,
  },
]

/** The office's rates of a year. Throws a RangeError before the table's first year. */
export function officeRatesOf(year: number): OfficeRates {
  const row = officeTable.findLast(({ from }) => from <= year)
  if (!row) throw new RangeError(`no rates of the office are known for ${year}`)
  return row
}

/** Wage times rate, to the nearest 5 Rappen as statements are paid; halves go away from zero. */
export function contribution(wage: Rappen, rate: Rate): Rappen {
  const exact = (Math.abs(wage) * rate) / 100_000
  const rounded = Math.floor((exact + 2.5) / 5) * 5
  return wage < 0 ? 0 - rounded : rounded
}

/** The cap of ALV for so many days of a year of 360. */
export function alvCapFor(year: number, days: number): Rappen {
  return Math.ceil((ratesOf(year).alvCap * Math.min(360, Math.max(0, days))) / 360 / 5 - 1e-9) * 5
}

/** Days between two days, both counted, in months of thirty days. */
export function days30(from: IsoDate, to: IsoDate): number {
  const [first, last] = [digitsOf(from), digitsOf(to)]
  const [year, month, day] = [Math.floor(last / 10_000), Math.floor(last / 100) % 100, last % 100]
  const end = day >= 28 && day === lastDay(year, month) ? 30 : day
  const years = year - Math.floor(first / 10_000)
  const months = month - (Math.floor(first / 100) % 100)
  return years * 360 + months * 30 + end - Math.min(30, first % 100) + 1
}
