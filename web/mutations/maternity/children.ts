import { z } from 'zod'
import type { ChildAnswers } from '../../../domain/maternity/answers.js'
import { childProblems } from '../../../domain/maternity/problems.js'
import { ahvNumber, date, fault, optional, type Reading, text } from '../fields.js'
import { faultsIn, type Step, typedAt } from '../journey.js'
import { remembered } from '../remembered.js'
import { readRows, rowsIn, rowsShown } from '../rows.js'
import { readBirth } from './birth.js'
import { faultOf } from './faults.js'

const schema = z.object({
  firstName: text(),
  lastName: text(),
  birthDate: optional(date),
  ahvNumber: optional(ahvNumber),
})
const rowsOf = (draft: Parameters<typeof typedAt>[0]) =>
  rowsIn(typedAt(draft, 'children') ?? {}, ['firstName', 'lastName', 'ahvNumber', 'birthDate'])

/** The children of this birth; several are reported together. A child that was not born alive needs no name. */
export const children: Step = {
  slug: 'children',
  question: (_draft, t) => t('maternity:children.question'),
  when: (draft, facts) => {
    const birth = readBirth(draft, facts)
    return !('value' in birth) || birth.value.alive
  },
  keep: (typed) => typed,
  faults: (draft, facts) => faultsIn(readChildren(draft, facts)),
  show: (draft, _facts, _speech, at) => ({
    rows: rowsShown(rowsOf(draft), at === 'more'),
    values: {},
  }),
  stays: (body) => (body.add ? { at: 'more', checks: false } : null),
}

export const readChildren = remembered((draft, facts): Reading<ChildAnswers[]> => {
  const birth = readBirth(draft, facts)
  const born = 'value' in birth ? birth.value : null
  if (born && !born.alive) return { value: [] }
  const rows = rowsOf(draft)
  if (rows.length === 0) return { faults: [fault('firstName-0', 'maternity:children.nameOne')] }
  const reading = readRows(schema, rows)
  if ('faults' in reading) return reading
  const all = reading.value.map((child, at): ChildAnswers => {
    const { ahvNumber: number, birthDate = born?.date ?? facts.today, ...names } = child
    return { key: `c${at + 1}`, ...names, birthDate, ...(number && { ahvNumber: number }) }
  })
  const faults = all.flatMap((child, at) => [
    ...(born ? childProblems(child, all.slice(0, at), born.date).map(faultOf) : []).map((it) => ({
      ...it,
      field: `${it.field}-${at}`,
    })),
  ])
  return faults.length > 0 ? { faults } : { value: all }
})
