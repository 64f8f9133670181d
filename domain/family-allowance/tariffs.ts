import type { IsoDate } from '../dates.js'
import type { Canton } from '../kinds.js'

/** What a canton pays a month for a child, in francs. */
export interface MonthlyTariff {
  base: number
  /** A higher rate once the child has reached the age. */
  fromAge?: { age: number; amount: number }
  /** A higher rate for the third and every further child; `unknown` if the source does not say. */
  fromThird?: number | 'unknown'
}

/** What a canton pays once for a child, in francs. */
export interface SingleTariff {
  base: number
  /** False where the sources leave the amount in doubt: the office must confirm it. */
  confirmed: boolean
  fromThird?: { amount: number; confirmed: boolean }
  /** Twins and more are paid a higher amount, which the sources do not confirm. */
  higherForMultiples?: true
}

export interface CantonTariff {
  child: MonthlyTariff
  education: MonthlyTariff
  /** Null: the canton pays none. Absent: not known for these years. */
  birth?: SingleTariff | null
  adoption?: SingleTariff | null
}

export interface TariffTable {
  validFrom: IsoDate
  /** Last day for which the amounts are known. */
  knownUntil: IsoDate
  /** Only cantons whose amounts are confirmed; the others have no table for this time. */
  cantons: Partial<Record<Canton, CantonTariff>>
}

const monthly = (child: number, education: number): CantonTariff => ({
  child: { base: child },
  education: { base: education },
  birth: null,
  adoption: null,
})

const once = (amount: number): SingleTariff => ({ base: amount, confirmed: true })
/** Assumed equal to the birth allowance, as in the years for which both are on record. */
const likeBirth = (amount: number): SingleTariff => ({ base: amount, confirmed: false })

/** Amounts of 2025, as far as confirmed: the cantons whose rates of that year a source names. */
const in2025: TariffTable = {
  validFrom: '2025-01-01',
  knownUntil: '2025-12-31',
  cantons: {
    AG: { child: { base: 215 }, education: { base: 268 } },
    BE: { child: { base: 250 }, education: { base: 310 } },
    LU: { child: { base: 215, fromAge: { age: 12, amount: 260 } }, education: { base: 268 } },
    VS: {
      child: { base: 327, fromThird: 'unknown' },
      education: { base: 477, fromThird: 'unknown' },
    },
  },
}

/** Amounts of 2026 after the table «Arten und Ansätze der Familienzulagen» of the federal office (BSV). */
const in2026: TariffTable = {
  validFrom: '2026-01-01',
  knownUntil: '2026-12-31',
  cantons: {
    AG: monthly(225, 278),
    AI: monthly(245, 298),
    AR: monthly(230, 280),
    BE: monthly(250, 310),
    BL: monthly(215, 268),
    BS: monthly(275, 325),
    FR: {
      child: { base: 265, fromThird: 285 },
      education: { base: 325, fromThird: 345 },
      birth: once(1500),
      adoption: likeBirth(1500),
    },
    GE: {
      child: { base: 311, fromThird: 411 },
      education: { base: 415, fromThird: 515 },
      birth: { base: 2073, confirmed: true, fromThird: { amount: 3073, confirmed: false } },
      adoption: { base: 2073, confirmed: false, fromThird: { amount: 3073, confirmed: false } },
    },
    GL: monthly(215, 268),
    GR: monthly(240, 290),
    JU: { ...monthly(275, 325), birth: once(1500), adoption: likeBirth(1500) },
    LU: {
      child: { base: 215, fromAge: { age: 12, amount: 260 } },
      education: { base: 268 },
      birth: once(1075),
      adoption: likeBirth(1075),
    },
    NE: {
      child: { base: 240, fromThird: 270 },
      education: { base: 320, fromThird: 350 },
      birth: once(1200),
      adoption: likeBirth(1200),
    },
    NW: monthly(258, 311),
    OW: monthly(220, 270),
    SG: monthly(245, 298),
    SH: monthly(230, 290),
    SO: monthly(215, 268),
    SZ: { ...monthly(230, 280), birth: once(1000) },
    TG: monthly(215, 280),
    TI: monthly(215, 268),
    UR: { ...monthly(240, 290), birth: once(1200), adoption: likeBirth(1200) },
    VD: {
      child: { base: 322, fromThird: 365 },
      education: { base: 425, fromThird: 468 },
      birth: { base: 1617, confirmed: true, higherForMultiples: true },
      adoption: likeBirth(1617),
    },
    VS: {
      child: { base: 327, fromThird: 435 },
      education: { base: 477, fromThird: 585 },
      birth: { base: 2142, confirmed: true, higherForMultiples: true },
      adoption: likeBirth(2142),
    },
    ZG: {
      ...monthly(330, 330),
      education: { base: 330, fromAge: { age: 18, amount: 385 } },
    },
    ZH: {
      ...monthly(215, 268),
      child: { base: 215, fromAge: { age: 12, amount: 268 } },
    },
  },
}

/**
 * Cantonal amounts (FamZG 3 II), oldest first. A new year is a new table at the end;
 * whatever it does not name, the portal does not know and says so.
 */
export const tariffTables: TariffTable[] = [in2025, in2026]
