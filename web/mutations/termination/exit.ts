import { z } from 'zod'
import type { Draft } from '../../../db/reports/mutations.js'
import {
  otherParentDraws,
  type TerminationAnswers,
  terminationReasons,
} from '../../../domain/termination/answers.js'
import { terminationProblems } from '../../../domain/termination/valid.js'
import { choice, date, dateFields, fault, one, type Reading, read } from '../fields.js'
import { type Facts, faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'

/** What is said about the exit itself. */
export type Exit = Pick<TerminationAnswers, 'reason' | 'lastDay' | 'otherParent'>

/** Why the employment ends, and when. */
export const exit: Step = {
  slug: 'exit',
  question: (_draft, t) => t('termination:exit.question'),
  when: () => true,
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readExit(draft, facts)),
  show: (draft, { person }) => ({
    reasons: terminationReasons,
    otherParents: otherParentDraws,
    values: typedAt(draft, 'exit') ?? dateFields('lastDay', person.employment?.endsOn),
  }),
}

const said = z.object({ reason: choice(terminationReasons, 'termination:exit.choose'), lastDay: date })
const family = z.object({ otherParent: choice(otherParentDraws) })

export const readExit = remembered((draft, facts): Reading<Exit> => {
  const values = typedAt(draft, 'exit') ?? {}
  const reading = read(said, values)
  const death = one(values.reason) === 'death' ? read(family, values) : null
  const faults = [...faultsIn(reading), ...(death ? faultsIn(death) : [])]
  if ('faults' in reading || faults.length > 0) return { faults }
  const value = { ...reading.value, ...(death && 'value' in death && death.value) }
  const problems = terminationProblems(value, surroundings(facts))
  return problems.length > 0
    ? { faults: problems.map((it) => fault(it.field, `termination:problems.${it.code}`, it.params)) }
    : { value }
})

/** The employment that ends, and what was reported about it before. */
export function surroundings({ today, person }: Facts) {
  const since = person.employment?.startsOn ?? '1900-01-01'
  return { today, since, reported: person.exits.filter((day) => day >= since) }
}

export const isDeath = (draft: Draft): boolean => one(typedAt(draft, 'exit')?.reason) === 'death'
