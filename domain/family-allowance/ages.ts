import { addMonths, addYears, earlier, firstOfMonth, type IsoDate, lastOfMonth, later } from '../dates.js'
import type { ClosedSpan } from '../span.js'
import type { TrainingAnswers } from './answers.js'

/**
 * Months for which the child allowance is due: from the month of birth to the month of the 16th birthday,
 * for a child that cannot work (ATSG 7) to the month of the 20th (FamZG 3 I a).
 */
export function childAllowanceSpan(birthDate: IsoDate, incapable: boolean): ClosedSpan {
  return { from: firstOfMonth(birthDate), to: monthOfBirthday(birthDate, incapable ? 20 : 16) }
}

/**
 * Months for which the education allowance is due, or null: from the month in which post-compulsory
 * education starts, not before the month of the 15th birthday; in compulsory school from the month after
 * the 16th; until the month in which the education ends, at the latest that of the 25th birthday (FamZG 3 I b).
 */
export function educationAllowanceSpan(
  birthDate: IsoDate,
  training: Pick<TrainingAnswers, 'kind' | 'from' | 'until'>,
): ClosedSpan | null {
  const earliest =
    training.kind === 'compulsory-school'
      ? fromMonthAfterBirthday(birthDate, 16)
      : firstOfMonth(addYears(birthDate, 15))
  const from = later(earliest, firstOfMonth(training.from))
  const to = earlier(monthOfBirthday(birthDate, 25), lastOfMonth(training.until))
  return from <= to ? { from, to } : null
}

/** The last day of the month in which the child reaches an age. */
export function monthOfBirthday(birthDate: IsoDate, age: number): IsoDate {
  return lastOfMonth(addYears(birthDate, age))
}

/**
 * The first day of the month after the birthday. For the cantons' age steps (12 in LU and ZH, 18 in ZG) this
 * month is an assumption, in line with the end of the child allowance: no source names it.
 */
export function fromMonthAfterBirthday(birthDate: IsoDate, age: number): IsoDate {
  return firstOfMonth(addMonths(addYears(birthDate, age), 1))
}
