import type { Knex } from 'knex'
import { type By, note } from '../audit/note.js'
import { type Outcome, openStates } from './mutations.js'

/** Notes that a report is decided and goes on, such as an allowance that is paid month by month; once. */
export async function runMutation(
  trx: Knex.Transaction,
  id: string,
  outcome: Outcome,
  by: By,
): Promise<boolean> {
  const decided = await trx('mutations')
    .where({ id, status: 'submitted' })
    .update({ status: 'running', outcome })
  if (decided === 1)
    await note(trx, by, { action: 'mutation.run', object: id, employerId: await employerOf(trx, id) })
  return decided === 1
}

/** Closes a mutation with its outcome, once; `continuedAs` is the report that takes its place. */
export async function closeMutation(
  trx: Knex.Transaction,
  id: string,
  outcome: Outcome,
  by: By,
  continuedAs?: string,
): Promise<boolean> {
  const [closed] = await trx('mutations')
    .where({ id })
    .whereIn('status', openStates)
    .update(
      { status: 'closed', outcome, closedAt: by.at, closedBy: by.actor, ...(continuedAs && { continuedAs }) },
      ['employerId'],
    )
  if (closed) await note(trx, by, { action: 'mutation.close', object: id, employerId: closed.employerId })
  return closed !== undefined
}

const employerOf = async (trx: Knex.Transaction, id: string): Promise<string> =>
  (await trx('mutations').where({ id }).first('employerId')).employerId
