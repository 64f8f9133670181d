import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { type By, note } from '../audit/note.js'
import type { EmployerRecord } from '../employers/record.js'

/** What the office's register says of a member. */
export type EmployerFacts = Omit<EmployerRecord, 'id'>

/** The member that has the number already. */
export interface Taken {
  taken: { id: string; name: string }
}

/** Puts a member on the register; answers its id, or which member has this number already. */
export function registerEmployer(db: Knex, facts: EmployerFacts, by: By): Promise<{ id: string } | Taken> {
  return db.transaction((trx) => enterEmployer(trx, facts, by))
}

/** The same within a transaction. */
export async function enterEmployer(
  trx: Knex.Transaction,
  facts: EmployerFacts,
  by: By,
): Promise<{ id: string } | Taken> {
  const id = randomUUID()
  const { memberNumber } = facts
  const written = await trx('employers')
    .insert({ id, ...facts })
    .onConflict('memberNumber')
    .ignore()
    .returning('id')
  if (written.length === 0)
    return { taken: await trx('employers').where({ memberNumber }).first('id', 'name') }
  await note(trx, by, {
    action: 'employer.register',
    object: id,
    employerId: id,
    fields: Object.keys(facts),
  })
  return { id }
}

/**
 * Brings a member up to date; answers the names of what has changed, none if all was so before, or which other member has this
 * number already. Null if there is no such member.
 */
export function changeEmployer(
  db: Knex,
  id: string,
  facts: EmployerFacts,
  by: By,
): Promise<{ changed: string[] } | Taken | null> {
  return db.transaction(async (trx) => {
    const before: EmployerRecord | undefined = await trx('employers').where({ id }).forUpdate().first()
    if (!before) return null
    const taken = await trx('employers')
      .where({ memberNumber: facts.memberNumber })
      .whereNot({ id })
      .first('id', 'name')
    return taken ? { taken } : { changed: await amendEmployer(trx, before, facts, by) }
  })
}

/** Writes what differs from the record that was just read, and answers the names of that. */
export async function amendEmployer(
  trx: Knex.Transaction,
  before: EmployerRecord,
  facts: EmployerFacts,
  by: By,
): Promise<string[]> {
  const { id } = before
  const fields = (Object.keys(facts) as (keyof EmployerFacts)[]).filter((it) => facts[it] !== before[it])
  if (fields.length === 0) return []
  await trx('employers').where({ id }).update(facts)
  await note(trx, by, { action: 'employer.change', object: id, employerId: id, fields })
  return fields
}
