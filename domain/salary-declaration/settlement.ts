import type { IsoDate } from '../dates.js'
import type { Canton } from '../kinds.js'
import type { Rappen } from '../money.js'
import type { Role } from './answers.js'
import type { Sums } from './declaration.js'
import { defaultInterest, interestRate } from './default-interest.js'
import { contribution, type OfficeRates, officeRatesOf, type Rate, ratesOf } from './rates.js'

/** A line of the statement of contributions: wage times rate, or an amount by itself. */
export interface SettlementLine {
  what:
    | 'ahv'
    | 'alv'
    | 'alv-supplement'
    | 'fak'
    | 'administration'
    | 'on-account'
    | 'allowances'
    | 'stated'
    | 'reminder-fee'
    | 'default-interest'
  year: number
  canton: Canton | null
  /** What the rate is of; null where the line is an amount alone. */
  base: Rappen | null
  rate: Rate | null
  /** For how long interest runs, in days of a year of 360. */
  days?: number
  /** Owed where positive, credited where negative. */
  amount: Rappen
}

export interface Settlement {
  lines: SettlementLine[]
  /** Contributions of all years, before what was paid. */
  contributions: Rappen
  /** Owed to the office where positive, to the employer where negative. */
  balance: Rappen
}

interface Charges {
  onAccount?: Rappen
  stated?: Rappen
  fee?: Rappen
  lateOn?: IsoDate | null
}

/**
 * What an employer owes for the wages released: AHV/IV/EO, ALV up to the cap, the family compensation fund by canton (cantons in which
 * the office has none are left to others) and the administration costs, by the office's table and the rates of the year each wage was earned in; less what was paid on account and less the
 * allowances paid out to the staff; less what earlier statements of the year came to, plus the fee of the reminder letter (AHVV
 * 34a) and, where the wages came in late, on the day `lateOn`, default interest on what was open then (AHVV 41bis). Every contribution
 * to 5 Rappen.
 */
export function settle(
  rates: OfficeRates[],
  sums: Sums | null,
  year: number,
  { onAccount = 0, stated = 0, fee = 0, lateOn = null }: Charges = {},
): Settlement {
  const years = Object.entries(sums?.years ?? {}).toSorted(([a], [b]) => Number(b) - Number(a))
  const owed = years.flatMap(([of, those]) => linesOf(rates, Number(of), those))
  const contributions = total(owed)
  const alone = (what: SettlementLine['what'], amount: Rappen): SettlementLine => ({
    ...{ what, year, canton: null, base: null, rate: null, amount },
  })
  const allowances = sums?.allowances ?? 0
  const beside = [
    alone('on-account', 0 - onAccount),
    alone('allowances', 0 - allowances),
    alone('stated', 0 - stated),
    alone('reminder-fee', fee),
    ...(lateOn ? [interestOn(contributions - onAccount - allowances, year, lateOn)] : []),
  ]
  const lines = [...owed, ...beside.filter(({ amount }) => amount !== 0)]
  return { lines, contributions, balance: total(lines) }
}

/**
 * Whether there may be default interest beside what a statement charges: on what a replacement adds to wages that had come in time,
 * and on contributions that are claimed for years before the declared one (AHVV 41bis I b). The office looks at these by itself.
 */
export function mayBearMoreInterest({ lines, balance }: Settlement, year: number, role: Role): boolean {
  const isCharged = lines.some(({ what }) => what === 'default-interest')
  const before = total(lines.filter((line) => line.year < year))
  return before > 0 || (role === 'replacement' && balance > 0 && !isCharged)
}

const interestOn = (base: Rappen, year: number, lateOn: IsoDate): SettlementLine => ({
  ...{ what: 'default-interest', year, canton: null, base, rate: interestRate },
  ...defaultInterest(base, year, lateOn),
})

function linesOf(rates: OfficeRates[], year: number, sums: Sums['years'][number]): SettlementLine[] {
  const [law, office] = [ratesOf(year), officeRatesOf(rates, year)]
  const line = (what: SettlementLine['what'], base: Rappen, rate: Rate, canton: Canton | null = null) => ({
    ...{ what, year, canton, base, rate },
    amount: contribution(base, rate),
  })
  const ahv = line('ahv', sums.ahv, law.ahvIvEo)
  const cantons = Object.entries(sums.cantons).toSorted(([a], [b]) => (a < b ? -1 : 1)) as [
    Canton,
    { wage: Rappen },
  ][]
  return [
    ahv,
    line('alv', sums.alv, law.alv),
    line('alv-supplement', sums.alvSupplement, law.alvSupplement),
    ...cantons.flatMap(([canton, { wage }]) => {
      const rate = office.fak[canton]
      return rate === undefined ? [] : [line('fak', wage, rate, canton)]
    }),
    line('administration', ahv.amount, office.administration),
  ].filter(({ amount }) => amount !== 0)
}

const total = (lines: SettlementLine[]): Rappen => lines.reduce((sum, { amount }) => sum + amount, 0)
