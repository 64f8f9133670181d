import { addYears, type IsoDate } from '../dates.js'
import { earliestClaim } from '../family-allowance/backdating.js'
import type { TerminationAnswers } from './answers.js'

/** Something in the answers that cannot be, by the field it is about; `…Date` in the params is a day. */
export interface TerminationProblem {
  field: string
  code:
    | 'before-entry' | 'twice' | 'too-far-ahead' | 'lapsed' | 'death-ahead' | 'wage-after-end' | 'wage-before-entry' // biome-ignore format: one list
  params: Record<string, string>
}

/** What is known when the answers are checked. */
export interface TerminationSurroundings {
  today: IsoDate
  /** First day of the employment that ends. */
  since: IsoDate
  /** Last days of this employment that were reported already. */
  reported: IsoDate[]
}

/** What is wrong with the days of an exit. */
export function terminationProblems(
  { reason, lastDay, wageUntil }: Pick<TerminationAnswers, 'reason' | 'lastDay' | 'wageUntil'>,
  { today, since, reported }: TerminationSurroundings,
): TerminationProblem[] {
  const problem = (
    field: string,
    code: TerminationProblem['code'],
    params: TerminationProblem['params'] = {},
  ) => [{ field, code, params }]
  const earliestDate = earliestClaim(today)
  const before = reported[0]
  return [
    ...(before ? problem('lastDay', 'twice', { endDate: before }) : []),
    ...(lastDay < since ? problem('lastDay', 'before-entry', { startDate: since }) : []),
    ...(lastDay > addYears(today, 2) ? problem('lastDay', 'too-far-ahead') : []),
    ...(lastDay < earliestDate ? problem('lastDay', 'lapsed', { earliestDate }) : []),
    ...(reason === 'death' && lastDay > today ? problem('lastDay', 'death-ahead') : []),
    ...(wageUntil && wageUntil > lastDay ? problem('wageUntil', 'wage-after-end') : []),
    ...(wageUntil && wageUntil < since
      ? problem('wageUntil', 'wage-before-entry', { startDate: since })
      : []),
  ]
}
