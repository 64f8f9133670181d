import { z } from 'zod'
import { type EmploymentAnswers, workStates } from '../../../domain/daily-allowance/answers.js'
import { employmentProblems } from '../../../domain/maternity/problems.js'
import { choice, date, dateFields, optional, type Reading, read, type Values } from '../fields.js'
import { type Facts, faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { readBirth } from './birth.js'
import { faultOf } from './faults.js'

const schema = z.object({ since: date, until: optional(date), state: choice(workStates) })

/** Since when she works for the employer, and what she was at the birth (EOV 34 II). */
export const employment: Step = {
  slug: 'employment',
  question: (_draft, t) => t('maternity:employment.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readEmployment(draft, facts)),
  show: (draft, facts) => ({
    workStates,
    known: typedAt(draft, 'employment') === undefined,
    values: typedAt(draft, 'employment') ?? onFile(facts),
  }),
}

export const readEmployment = remembered((draft, facts): Reading<EmploymentAnswers> => {
  const reading = read(schema, typedAt(draft, 'employment') ?? {})
  const birth = readBirth(draft, facts)
  if ('faults' in reading || 'faults' in birth) return reading
  const problems = employmentProblems(reading.value, birth.value.date)
  return problems.length > 0 ? { faults: problems.map(faultOf) } : reading
})

const onFile = ({ person }: Facts): Values => ({
  state: 'working',
  ...dateFields('since', person.employment?.startsOn),
  ...dateFields('until', person.employment?.endsOn),
})
