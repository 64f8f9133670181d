import { z } from 'zod'
import type { Draft } from '../../../db/reports/mutations.js'
import { firstOfMonth } from '../../../domain/dates.js'
import type {
  EmploymentAnswers,
  EndReason,
  Purpose,
  RequestAnswers,
} from '../../../domain/family-allowance/answers.js'
import { requestProblems } from '../../../domain/family-allowance/valid.js'
import { faultOfProblem } from '../faults.js'
import { choice, date, dateFields, one, optional, type Reading, read, text } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'

export const purposes = ['new', 'change', 'end'] as const satisfies Purpose[]
export const endReasons = [
  'training-ended', 'employment-ended', 'other-parent-entitled', 'child-moved', 'child-died', 'other',
] as const satisfies EndReason[] // biome-ignore format: one list

const schema = z.object({
  purpose: choice(purposes),
  from: date,
  endReason: optional(choice(endReasons)),
  remark: optional(text(1000)),
})

/** What is reported, and from when. */
export const request: Step = {
  slug: 'request',
  question: (_draft, t) => t('familyAllowance:request.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readRequest(draft, facts)),
  show: (draft, { today }) => ({
    purposes,
    endReasons,
    values: typedAt(draft, 'request') ?? {
      purpose: purposeIn(draft),
      ...(purposeIn(draft) === 'end' ? {} : dateFields('from', firstOfMonth(today))),
    },
  }),
}

/** What the employer wants with this report: said at the step, or chosen before it began. */
export function purposeIn(draft: Draft): Purpose {
  const said = one(typedAt(draft, 'request')?.purpose ?? typedAt(draft, 'begun')?.purpose)
  return purposes.find((it) => it === said) ?? 'new'
}

export const isEnd = (draft: Draft): boolean => purposeIn(draft) === 'end'

/** The request, checked against the employment on file. */
export const readRequest = remembered((draft, { person, today }): Reading<RequestAnswers> => {
  const reading = read(schema, typedAt(draft, 'request') ?? {})
  if ('faults' in reading) return reading
  const { endReason, ...said } = reading.value
  const value = said.purpose === 'end' ? { ...said, endReason } : said
  const { startsOn, endsOn } = person.employment ?? { startsOn: '1900-01-01', endsOn: null }
  const work = { since: startsOn, until: endsOn ?? undefined } as EmploymentAnswers
  const problems = requestProblems(value, work, today)
  return problems.length > 0 ? { faults: problems.map(faultOfProblem) } : { value }
})
