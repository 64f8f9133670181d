import type { Knex } from 'knex'
import { childrenOf } from '../../../db/employers/addressees.js'
import { employeeOf, type Mutation } from '../../../db/reports/mutations.js'
import type { Task } from '../../../db/tasks/tasks.js'
import type { FamilyAllowanceAnswers } from '../../../domain/family-allowance/answers.js'
import type { Review } from '../../../domain/family-allowance/decision.js'
import type { Scene } from '../form.js'
import { departuresOf } from './departures.js'

/** Where the decisions about a report of family allowances depart from what was proposed, by the task; of other reports nothing. */
export async function departedIn(
  db: Knex,
  mutation: Mutation,
  tasks: Task[],
  reader: Pick<Scene, 't' | 'fmt' | 'lang'>,
): Promise<Map<string, string[]>> {
  const decided = tasks.filter(({ step, outcome }) => step === 'review' && outcome?.proposed)
  if (mutation.kind !== 'family-allowance' || decided.length === 0) return new Map()
  const { children } = mutation.answers as FamilyAllowanceAnswers
  const names = new Map([
    ...(await childrenOf(db, employeeOf(mutation))).map(({ id, firstName }) => [id, firstName] as const),
    ...children.map(({ key, firstName }) => [key, firstName] as const),
  ])
  return new Map(
    decided.map(({ id, outcome }) => [id, departuresOf(outcome as unknown as Review, names, reader)]),
  )
}
