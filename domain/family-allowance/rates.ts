import { addDays, type IsoDate, later } from '../dates.js'
import type { Canton } from '../kinds.js'
import { francs, type Rappen } from '../money.js'
import { fromMonthAfterBirthday } from './ages.js'
import { type AllowanceKind, isMonthly } from './answers.js'
import { type CantonTariff, type MonthlyTariff, tariffTables } from './tariffs.js'

export interface RateQuestion {
  canton: Canton
  kind: AllowanceKind
  /** Day on which the child's age and place among its siblings count. */
  date: IsoDate
  /** Day whose table applies; the same day where nothing else is said. */
  tariffDate?: IsoDate
  birthDate: IsoDate
  /** 1 for the eldest child for whom the person draws allowances. */
  ordinal: number
  /** Born together with another child. */
  multiple?: boolean
}

/** Why the amount is what it is; `unconfirmed` amounts need a look by the office. */
export type RateStep = 'base' | 'age' | 'third' | 'unconfirmed'

export type Rate =
  | { known: 'yes'; amount: Rappen; step: RateStep; fromAge?: number }
  /** The canton does not pay this kind. */
  | { known: 'none' }
  /** No table says what the canton pays in that year. */
  | { known: 'no-table'; canton: Canton; year: number }

/** What a canton pays a month, or once for birth and adoption (FamZG 3 II and III, 5). Never a guess. */
export function rateFor(question: RateQuestion): Rate {
  const date = question.tariffDate ?? question.date
  const tariff = tariffOn(date, question.canton)
  const rate =
    tariff &&
    (isMonthly(question)
      ? monthlyRate(tariff[monthlyKind(question.kind)], question)
      : singleRate(tariff, question))
  return rate ?? { known: 'no-table', canton: question.canton, year: Number(date.slice(0, 4)) }
}

/** Lowest amounts any canton may pay, in Rappen a month (FamZG 5), since 1 January 2025. */
export const federalMinimum = { validFrom: '2025-01-01', child: francs(215), education: francs(268) } as const

/** The last day for which any table exists. */
export const ratesKnownUntil = (): IsoDate => tariffTables.map((table) => table.knownUntil).reduce(later)

/** Days on which a table begins or knowledge ends: a rate may change there. */
export function tariffDays(): IsoDate[] {
  return tariffTables.flatMap((table) => [table.validFrom, addDays(table.knownUntil, 1)])
}

/** Days on which the child passes one of the canton's age steps. */
export function ageStepDays(canton: Canton, birthDate: IsoDate): IsoDate[] {
  const steps = tariffTables.flatMap(({ cantons }) => [cantons[canton]?.child, cantons[canton]?.education])
  return steps.flatMap((step) => (step?.fromAge ? [fromMonthAfterBirthday(birthDate, step.fromAge.age)] : []))
}

/** Whether the canton pays the single allowance on a day; null if no table says so. */
export function paysOnce(canton: Canton, kind: 'birth' | 'adoption', date: IsoDate): boolean | null {
  const single = tariffOn(date, canton)?.[kind]
  return single === undefined ? null : single !== null
}

function tariffOn(date: IsoDate, canton: Canton): CantonTariff | undefined {
  return tariffTables.find((table) => table.validFrom <= date && date <= table.knownUntil)?.cantons[canton]
}

const monthlyKind = (kind: AllowanceKind) => (kind === 'education' ? 'education' : 'child')

function monthlyRate(tariff: MonthlyTariff, { birthDate, date, ordinal }: RateQuestion): Rate | null {
  const { fromThird } = tariff
  if (ordinal >= 3 && fromThird) return fromThird === 'unknown' ? null : known(fromThird, 'third')
  const older = tariff.fromAge
  if (older && date >= fromMonthAfterBirthday(birthDate, older.age)) {
    return { ...known(older.amount, 'age'), fromAge: older.age }
  }
  return known(tariff.base, 'base')
}

function singleRate(tariff: CantonTariff, { kind, ordinal, multiple }: RateQuestion): Rate | null {
  const single = tariff[kind === 'birth' ? 'birth' : 'adoption']
  if (single === undefined) return null
  if (single === null) return { known: 'none' }
  if (ordinal >= 3 && single.fromThird) return doubtful(single.fromThird.amount, single.fromThird.confirmed)
  return doubtful(single.base, single.confirmed && !(multiple && single.higherForMultiples))
}

const known = (amount: number, step: RateStep) => ({ known: 'yes', amount: francs(amount), step }) as const
const doubtful = (amount: number, confirmed: boolean) => known(amount, confirmed ? 'base' : 'unconfirmed')
