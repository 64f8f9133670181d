import { addYears, type IsoDate } from '../dates.js'
import { earliestClaim } from '../family-allowance/backdating.js'
import { overlap, type Span } from '../span.js'
import { awayOf, extensionsFor, type WorkInterruptionAnswers } from './answers.js'

/** Something in the answers that cannot be, by the field it is about; `…Date` in the params is a day. */
export interface InterruptionProblem {
  field: string
  code:
    | 'before-employment' | 'after-employment' | 'too-far-ahead' | 'lapsed' | 'ends-before-begin' | 'overlaps'
    | 'resumed-before' | 'resumed-ahead' | 'extension' | 'death-ahead' // biome-ignore format: one list
  params: Record<string, string>
}

/** What is known when the answers are checked; `others` are the person's other interruptions. */
export interface Surroundings {
  today: IsoDate
  employment: Span
  others: Span[]
}

/** What is wrong with when somebody is away. */
export function interruptionProblems(
  { reason, begin, until, extension, resumption }: Omit<WorkInterruptionAnswers, 'documents'>,
  { today, employment, others }: Surroundings,
): InterruptionProblem[] {
  const problem = (
    field: string,
    code: InterruptionProblem['code'],
    params: InterruptionProblem['params'] = {},
  ) => [{ field, code, params }]
  const other = others.find((it) => overlap(it, awayOf({ begin, until, resumption })))
  return [
    ...(begin < employment.from ? problem('begin', 'before-employment', { startDate: employment.from }) : []),
    ...(employment.to && begin > employment.to
      ? problem('begin', 'after-employment', { endDate: employment.to })
      : []),
    ...(begin > addYears(today, 1) ? problem('begin', 'too-far-ahead') : []),
    ...(reason === 'death' && begin > today ? problem('begin', 'death-ahead') : []),
    ...(begin < earliestClaim(today)
      ? problem('begin', 'lapsed', { earliestDate: earliestClaim(today) })
      : []),
    ...(other ? problem('begin', 'overlaps', { fromDate: other.from }) : []),
    ...(until && until < begin ? problem('until', 'ends-before-begin') : []),
    ...(resumption && resumption.on <= begin ? problem('resumedOn', 'resumed-before') : []),
    ...(resumption && resumption.on > today ? problem('resumedOn', 'resumed-ahead') : []),
    ...(extension && extension !== 'none' && !extensionsFor(reason).includes(extension)
      ? problem('extension', 'extension')
      : []),
  ]
}
