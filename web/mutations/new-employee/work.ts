import { z } from 'zod'
import { cantons } from '../../../domain/kinds.js'
import type { NewWork } from '../../../domain/new-employee/answers.js'
import { earliestEntry, latestEntry, workProblems } from '../../../domain/new-employee/valid.js'
import { choice, date, money, one, optional, type Reading, read, text } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { cantonChoices } from '../places.js'
import { remembered } from '../remembered.js'
import { formerly, readPerson } from './person.js'
import { faultOfEntry } from './problems.js'

/** A whole number of per cent from 1 to 100, with or without its sign. */
const percent = z.unknown().transform((value, context) => {
  const typed = one(value).replace(/\s*%$/, '')
  const number = Number(typed)
  if (/^\d{1,3}$/.test(typed) && number >= 1 && number <= 100) return number
  context.addIssue({ code: 'custom', message: 'newEmployee:problems.workload' })
  return z.NEVER
})

const wage = money.refine((amount) => amount > 0, 'newEmployee:problems.wage')

const schema = z.object({
  startsOn: date,
  endsOn: optional(date),
  workplace: text(),
  canton: choice(cantons),
  function: text(),
  personnelNumber: optional(text(40)),
  workload: percent,
  monthlyWage: wage,
  allowances: choice(['yes', 'no']),
})

/** When, where and for what wage the person works. */
export const work: Step = {
  slug: 'work',
  question: (_draft, t) => t('newEmployee:work.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readWork(draft, facts)),
  show: (draft, { today }, { t, fmt }) => ({
    values: typedAt(draft, 'work') ?? { workload: '100' },
    cantons: cantonChoices(t),
    earliest: fmt.date(earliestEntry(today)),
    latest: fmt.date(latestEntry(today)),
  }),
}

export const readWork = remembered((draft, facts): Reading<NewWork> => {
  const reading = read(schema, typedAt(draft, 'work') ?? {})
  const who = readPerson(draft, facts)
  if ('faults' in reading || 'faults' in who) return { faults: faultsIn(reading) }
  const value = { ...reading.value, allowances: reading.value.allowances === 'yes' }
  const problems = workProblems(value, who.value, formerly(draft, facts), facts.today)
  return problems.length > 0 ? { faults: problems.map(faultOfEntry) } : { value }
})
