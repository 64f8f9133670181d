import type { Knex } from 'knex'
import { destroyKeys } from '../person-keys.js'

/**
 * Removes reports with everything that belongs to them: papers, letters, messages, tasks, news, statements, wages, and the keys of
 * those that are about nobody on file. Whoever calls notes it in the audit, which keeps its entries.
 */
export async function removeReports(trx: Knex.Transaction, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const about = (table: string) => trx(table).whereIn('mutationId', ids)
  await about('outbox').delete()
  await about('notices').delete()
  await about('messages').delete()
  await about('documents').delete() // their bytes with them
  await about('extensions').delete()
  await about('tasks').delete()
  await trx('accountMails').whereIn('id', about('partLinks').select('mailId')).delete()
  for (const table of [
    'caseNotes',
    'taskMoves',
    'amendments',
    'statements',
    'births',
    'partLinks',
    'receipts',
    'declarations',
  ])
    await about(table).delete()
  await trx('entitlements').whereIn('endedBy', ids).update({ endedBy: null })
  await about('entitlements').delete()
  await trx('mutations').whereIn('continuedAs', ids).update({ continuedAs: null })
  // a report by which somebody came on file has lent the person its id, and with it its key
  const lent: { id: string }[] = await trx('employees').whereIn('id', ids).select('id')
  const stays = new Set(lent.map(({ id }) => id))
  await trx('mutations').whereIn('id', ids).delete()
  await destroyKeys(
    trx,
    ids.filter((id) => !stays.has(id)),
  )
}

/** The reports that were continued as one of these, however often: one withdrawn lives on in the next. */
export async function withForerunners(db: Knex, ids: string[]): Promise<string[]> {
  const all = new Set(ids)
  for (let next = ids; next.length > 0; ) {
    const before: { id: string }[] = await db('mutations').whereIn('continuedAs', next).select('id')
    next = before.map(({ id }) => id).filter((id) => !all.has(id))
    for (const id of next) all.add(id)
  }
  return [...all]
}
