import { z } from 'zod'
import type { Draft } from '../../../db/reports/mutations.js'
import type { ChildAnswers, TrainingAnswers } from '../../../domain/family-allowance/answers.js'
import { limitsOn } from '../../../domain/family-allowance/limits.js'
import { trainingProblems } from '../../../domain/family-allowance/valid.js'
import { faultOfProblem } from '../faults.js'
import {
  choice,
  date,
  type Fault,
  money,
  one,
  optional,
  type Reading,
  read,
  text,
  type Values,
} from '../fields.js'
import { type Facts, faultsIn, type Step, typedAt } from '../journey.js'
import { readChildren } from './read-children.js'
import { isEnd, readRequest } from './request.js'
import { nameOf } from './summary.js'

export const trainingKinds = [
  'compulsory-school', 'secondary-school', 'apprenticeship', 'university', 'internship', 'language-stay', 'bridging',
] as const satisfies TrainingAnswers['kind'][] // biome-ignore format: one list

const schema = z.object({
  kind: choice(trainingKinds),
  institution: text(200),
  from: date,
  until: date,
  monthlyIncome: optional(money),
})

/** The education of each child for which an education allowance is asked. */
export const training: Step = {
  slug: 'training',
  question: (_draft, t) => t('familyAllowance:training.question'),
  when: (draft, facts) => !isEnd(draft) && pupils(draft, facts).length > 0,
  keep: (typed, draft, facts) => ({ ...typedAt(draft, 'training'), ...byKey(typed, draft, facts) }),
  faults: (draft, facts) => faultsIn(readTraining(draft, facts, pupils(draft, facts))),
  show: (draft, facts) => ({
    values: Object.assign(
      {},
      ...pupils(draft, facts).map((child, i) => numbered(trainingOf(draft, child.key), i)),
    ),
    pupils: pupils(draft, facts).map((child) => ({ name: nameOf(child) })),
    trainingKinds,
    limit: limitsOn(facts.today)?.childMonthlyIncome ?? null,
  }),
}

/** The training of each child by its key; faults bear the number of the child in their field. */
export function readTraining(
  draft: Draft,
  facts: Facts,
  children: ChildAnswers[],
): Reading<Record<string, TrainingAnswers>> {
  const asked = children.filter(({ kinds }) => kinds.includes('education'))
  const readings = asked.map((child) => ({ child, reading: readOne(draft, facts, child) }))
  const faults = readings.flatMap(({ reading }, i) =>
    faultsIn(reading).map((it): Fault => ({ ...it, field: `child${i}-${it.field}` })),
  )
  if (faults.length > 0) return { faults }
  const told = readings.flatMap(({ child, reading }) =>
    'value' in reading ? [[child.key, reading.value]] : [],
  )
  return { value: Object.fromEntries(told) }
}

function readOne(draft: Draft, facts: Facts, child: ChildAnswers): Reading<TrainingAnswers> {
  const reading = read(schema, trainingOf(draft, child.key))
  if ('faults' in reading) return reading
  const value = { ...reading.value, monthlyIncome: reading.value.monthlyIncome ?? 0 }
  const request = readRequest(draft, facts)
  const problems = 'value' in request ? trainingProblems(child, value, request.value) : []
  return problems.length > 0 ? { faults: problems.map(faultOfProblem) } : { value }
}

function pupils(draft: Draft, facts: Facts): ChildAnswers[] {
  const children = readChildren(draft, facts)
  return 'value' in children ? children.value.filter(({ kinds }) => kinds.includes('education')) : []
}

const trainingOf = (draft: Draft, key: string): Values =>
  (draft.training as Record<string, Values> | undefined)?.[key] ?? {}

/** `child0-kind` of the page belongs to the first child, whatever its key is. */
function byKey(typed: Values, draft: Draft, facts: Facts): Record<string, Values> {
  const entries = pupils(draft, facts).map(({ key }, i) => {
    const prefix = `child${i}-`
    const own = Object.entries(typed).filter(([name]) => name.startsWith(prefix))
    return [
      key,
      Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), one(value)])),
    ] as const
  })
  return Object.fromEntries(entries)
}

const numbered = (values: Values, i: number): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`child${i}-${name}`, value]))
