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

/** What an office takes beside that from a year on: contributions of its family compensation fund, and administration costs. */
export interface OfficeRates {
  from: number
  /** Of the wages with work in a canton; the fund has no members in cantons that are not named. */
  fak: Partial<Record<Canton, Rate>>
  /** Of the AHV/IV/EO contributions, at most five per cent (AHVV 157). */
  administration: Rate
}

/** The office's rates of a year from its table. Throws a RangeError before the table's first year. */
export function officeRatesOf(table: OfficeRates[], year: number): OfficeRates {
  const row = table.findLast(({ from }) => from <= year)
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
