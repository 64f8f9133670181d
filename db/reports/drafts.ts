import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { MutationKind } from '../../domain/kinds.js'
import { type By, note } from '../audit/note.js'
import { removeReports } from '../forgetting/reports.js'
import { keyOfReport, keyStands, type QuicklySealed, sealJson, sealQuickly } from '../person-keys.js'
import type { Draft } from './mutations.js'

/** A report to begin. */
export interface NewDraft {
  /** A random one where none is given. */
  id?: string
  kind: MutationKind
  reference: string
  employerId: string
  employeeId: string | null
  subject?: string | null
  draft: Draft
}

/** Begins a draft and answers its id. */
export function beginDraft(db: Knex, fresh: NewDraft, by: By): Promise<string> {
  return db.transaction((trx) => insertDraft(trx, fresh, by))
}

/**
 * Begins a draft and answers its id, or that of one which this user began in the same way and has not touched since: a second click finds the first one's,
 * also while the first is still under way.
 */
export function beginOnce(db: Knex, fresh: NewDraft, by: By): Promise<string> {
  return db.transaction(async (trx) => {
    await trx('users').where({ id: by.actor }).forUpdate().first('id')
    return (await untouchedDraft(trx, fresh, by)) ?? insertDraft(trx, fresh, by)
  })
}

/** Begins a draft in this transaction and answers its id. */
export async function insertDraft(trx: Knex.Transaction, fresh: NewDraft, by: By): Promise<string> {
  const id = fresh.id ?? randomUUID()
  await trx('mutations').insert({
    ...fresh,
    id,
    status: 'draft',
    draft: await sealJson(trx, keyOfReport({ ...fresh, id }), fresh.draft),
    createdBy: by.actor,
    createdAt: by.at,
    savedAt: by.at,
  })
  await note(trx, by, { action: 'mutation.begin', object: id, employerId: fresh.employerId })
  return id
}

/** A draft that this user began in the same way and has not touched since, or null. */
export async function untouchedDraft(
  db: Knex,
  { kind, employerId, employeeId, draft }: Omit<NewDraft, 'reference'>,
  by: By,
): Promise<string | null> {
  const untouched = await db('mutations')
    .where({ kind, employerId, employeeId, status: 'draft', createdBy: by.actor })
    .whereRaw('saved_at = created_at')
    .select('id', 'draft')
  return untouched.find((row) => row.draft === JSON.stringify(draft))?.id ?? null
}

/**
 * Changes what was typed so far. False if it is no draft any more. `change` sees the newest state; `subjectOf` names
 * whom it is about, where that is nobody on file. Where the remembered key does not stand any more it is written once more under the one
 * that does, in the same transaction. Throws if that does not stand either.
 */
export function saveDraft(
  db: Knex,
  id: string,
  change: (draft: Draft) => Draft,
  by: By,
  subjectOf?: (draft: Draft) => string,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await trx('mutations').where({ id, status: 'draft' }).forUpdate().first()
    if (!row) return false
    const draft = change(JSON.parse(row.draft))
    const keyId = keyOfReport(row)
    const write = ({ sealed, ...key }: QuicklySealed) =>
      trx('mutations')
        .where({ id })
        .whereRaw(keyStands(':keyId', ':wrapped'), key)
        .update({
          draft: sealed,
          savedAt: by.at,
          // what the clock has asked for stays about its year, whatever is typed
          ...(subjectOf && row.subjectKey === null && { subject: subjectOf(draft).slice(0, 210) }),
        })
    const isWritten =
      (await write(await sealQuickly(trx, keyId, draft))) === 1 ||
      (await write(await sealQuickly(trx, keyId, draft, 'anew'))) === 1
    if (!isWritten) throw new Error('the key of the draft changed again while it was saved')
    await note(trx, by, { action: 'mutation.save', object: id, employerId: row.employerId })
    return true
  })
}

/** Deletes a draft and the documents uploaded for it. False if it is no draft any more, or one that the clock asks for. */
export function deleteDraft(db: Knex, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await trx('mutations').where({ id, status: 'draft', subjectKey: null }).forUpdate().first()
    if (!row) return false
    await removeReports(trx, [id])
    await note(trx, by, { action: 'mutation.delete', object: id, employerId: row.employerId })
    return true
  })
}
