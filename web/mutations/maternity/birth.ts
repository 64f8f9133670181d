import { z } from 'zod'
import type { Draft } from '../../../db/reports/mutations.js'
import { terms } from '../../../domain/daily-allowance/answers.js'
import type { BirthAnswers } from '../../../domain/maternity/answers.js'
import { birthProblems } from '../../../domain/maternity/problems.js'
import { choice, date, one, optional, type Reading, read, text } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { faultOf } from './faults.js'

const schema = z.object({
  date,
  alive: choice(['yes', 'no']),
  weeks: optional(
    text(2).pipe(
      z
        .string()
        .regex(/^([1-9]|[1-3]\d|4[0-5])$/, 'maternity:problems.weeks-missing')
        .transform(Number),
    ),
  ),
  term: choice(terms),
  by: choice(['employer', 'mother']),
})

/** When the child came, and after how long a pregnancy. */
export const birth: Step = {
  slug: 'birth',
  question: (_draft, t) => t('maternity:birth.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readBirth(draft, facts)),
  show: (draft) => ({
    terms,
    values: typedAt(draft, 'birth') ?? { alive: 'yes', term: 'full', by: 'employer' },
  }),
}

/** Whether she fills in her part herself, by a link. */
export const isByMother = (draft: Draft): boolean => one(typedAt(draft, 'birth')?.by) === 'mother'

export const readBirth = remembered((draft, { today }): Reading<BirthAnswers> => {
  const reading = read(schema, typedAt(draft, 'birth') ?? {})
  if ('faults' in reading) return reading
  const { alive, weeks, by: _who, ...said } = reading.value
  const value = { ...said, alive: alive === 'yes', ...(alive === 'no' && weeks !== undefined && { weeks }) }
  const problems = birthProblems(value, today)
  return problems.length > 0 ? { faults: problems.map(faultOf) } : { value }
})
