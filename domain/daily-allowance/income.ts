import type { Rappen } from '../money.js'
import type { WageAnswers, WageType } from './answers.js'

/** One part of the average income of a day: `amount` (times hours) over `divisor`. */
export interface IncomeLine {
  part: WageType | 'in-kind' | 'thirteenth' | 'bonus' | 'other-employer'
  /** Set where the part is another employer's. */
  employer?: string
  amount: Rappen
  /** Hundredths of an hour a week. */
  hours?: number
  divisor: number
  absentDays: number
  law: string
  /** In Rappen, rounded for the eye only. */
  perDay: Rappen
}

export interface AverageIncome {
  lines: IncomeLine[]
  /** Whole francs a day, rounded up (EOG 11 I). */
  francs: number
}

/** Days of the period an amount was earned in; a yearly amount is spread over 360 (EOV 5 IV). */
const divisors = { monthly: 30, hourly: 7, other: 28, irregular: 90, agreed: 30 } as const
const laws = {
  monthly: 'EOV 5 II b',
  hourly: 'EOV 5 II a',
  other: 'EOV 5 II c',
  irregular: 'EOV 6 I',
  agreed: 'EOV 5 III',
} as const

/** How many days of the period can be left out: at least one must remain. */
export const mostAbsentDays = (type: WageType): number =>
  type === 'hourly' || type === 'agreed' ? 0 : divisors[type] - 1

/** The income of a day before the birth: all parts exact, the sum rounded up to the next franc (EOV 31, EOG 11 I). */
export function averageIncome(
  wage: WageAnswers,
  otherEmployers: { name: string; monthlyWage: Rappen }[] = [],
): AverageIncome {
  const lines = [
    ...wageLines(wage),
    ...otherEmployers.map(({ name, monthlyWage }) => ({
      ...line('other-employer', monthlyWage, 30, 'EOV 5 II b'),
      employer: name,
    })),
  ]
  return { lines, francs: roundedUp(lines) }
}

/** What this employer's wage comes to a day, in Rappen; the measure of what it pays while the allowance runs. */
export function dailyWage(wage: WageAnswers): Rappen {
  const [over, under] = sum(wageLines(wage))
  return Number((over + under - 1n) / under)
}

function wageLines(wage: WageAnswers): IncomeLine[] {
  const { type, amount, hours, absentDays, inKind, thirteenth, bonus } = wage
  const absent = Math.min(absentDays, mostAbsentDays(type))
  const main = {
    ...line(type, amount, divisors[type] - absent, laws[type], type === 'hourly' ? hours : undefined),
    absentDays: absent,
  }
  const more = [
    line('in-kind', inKind, 30, 'EOV 31 I'),
    line('thirteenth', thirteenth, 360, 'EOV 5 IV'),
    line('bonus', bonus, 360, 'EOV 5 IV'),
  ]
  return [main, ...more.filter((it) => it.amount > 0)]
}

function line(
  part: IncomeLine['part'],
  amount: Rappen,
  divisor: number,
  law: string,
  hours?: number,
): IncomeLine {
  const perDay = Math.round((amount * (hours ?? 100)) / (100 * divisor))
  return { part, amount, divisor, absentDays: 0, law, perDay, ...(hours !== undefined && { hours }) }
}

type Fraction = [over: bigint, under: bigint]

function sum(lines: IncomeLine[]): Fraction {
  return lines.reduce<Fraction>(
    ([over, under], { amount, hours = 100, divisor }) => {
      const by = BigInt(divisor) * 100n
      return [over * by + BigInt(amount) * BigInt(hours) * under, under * by]
    },
    [0n, 1n],
  )
}

function roundedUp(lines: IncomeLine[]): number {
  const [over, under] = sum(lines)
  return Number((over + under * 100n - 1n) / (under * 100n))
}
