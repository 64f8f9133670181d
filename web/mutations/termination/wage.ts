import { z } from 'zod'
import type { TerminationAnswers } from '../../../domain/termination/answers.js'
import { isConcerned } from '../../../domain/termination/findings.js'
import { terminationProblems } from '../../../domain/termination/valid.js'
import { date, fault, money, optional, type Reading, read, text } from '../fields.js'
import { type Facts, faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { onFile } from '../work-interruption/on-file.js'
import { isDeath, readExit, surroundings } from './exit.js'
import { effectOf } from './preview.js'

/** What is said about wage and allowances. */
export type Wage = Pick<TerminationAnswers, 'wageUntil' | 'wage' | 'paidUntil' | 'successor' | 'remark'>

/** What was paid until when, and who employs the person next. */
export const wage: Step = {
  slug: 'wage',
  question: (_draft, t) => t('termination:wage.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readWage(draft, facts)),
  show: (draft, facts, speech) => {
    const exit = readExit(draft, facts)
    return {
      values: typedAt(draft, 'wage') ?? {},
      death: isDeath(draft),
      runs: runsBeyondExit(draft, facts),
      effect: 'value' in exit ? effectOf({ ...exit.value, documents: [] }, facts, speech) : null,
    }
  },
}

const schema = z.object({
  wageUntil: optional(date),
  wage: optional(money),
  paidUntil: optional(date),
  successor: optional(text(100)),
  remark: optional(text(1000)),
})

export const readWage = remembered((draft, facts): Reading<Wage> => {
  const reading = read(schema, typedAt(draft, 'wage') ?? {})
  const exit = readExit(draft, facts)
  if ('faults' in reading || 'faults' in exit) return reading
  const problems = terminationProblems({ ...exit.value, ...reading.value }, surroundings(facts))
  if (problems.length > 0)
    return { faults: problems.map((it) => fault(it.field, `termination:problems.${it.code}`, it.params)) }
  const kept = Object.entries(reading.value).filter(([, value]) => value !== undefined)
  return { value: Object.fromEntries(kept) }
})

function runsBeyondExit(draft: Parameters<typeof readExit>[0], facts: Facts): boolean {
  const exit = readExit(draft, facts)
  return 'value' in exit && isConcerned(onFile(facts).allowances, exit.value)
}
