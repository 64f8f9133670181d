import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import { sealTextAbout } from '../person-keys.js'

/** What somebody of the office wrote down about a report for the office alone. Notes stay as they were written (Art. 46 ATSG). */
export interface CaseNote {
  id: string
  text: string
  writtenAt: Instant
  /** The name of who wrote it, where the account is still there. */
  author: string | null
}

/** The notes on a report, the newest first. */
export const notesOn = (db: Knex, mutationId: string): Promise<CaseNote[]> =>
  db('caseNotes')
    .leftJoin('users', 'users.id', 'caseNotes.writtenBy')
    .where({ mutationId })
    .orderBy([{ column: 'writtenAt', order: 'desc' }, { column: 'caseNotes.id' }])
    .select('caseNotes.id', 'text', 'writtenAt', { author: 'users.name' })

interface Case {
  id: string
  employerId: string
}

/** Writes a note on a report, sealed like all that is said about a person. */
export const writeNote = (db: Knex, about: Case, text: string, by: By): Promise<void> =>
  db.transaction((trx) => addNote(trx, about, text, by))

/** The same within the transaction of what the note is about. */
export async function addNote(
  trx: Knex.Transaction,
  { id: mutationId, employerId }: Case,
  text: string,
  by: By,
): Promise<void> {
  const sealed = await sealTextAbout(trx, mutationId, text)
  const written = { writtenBy: by.actor, writtenAt: by.at }
  await trx('caseNotes').insert({ id: randomUUID(), mutationId, employerId, text: sealed, ...written })
  // under no employer: its administrators do not even read that there is a note
  await note(trx, by, { action: 'mutation.note', object: mutationId, fields: ['text'] })
}
