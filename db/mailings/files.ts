import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import { openBytes, sealBytes, sealText } from '../person-keys.js'
import { sha256 } from '../seal.js'

/** A PDF that goes with a message of the office; it lies there once, however many get it. */
export interface MailingFile {
  id: string
  mailingId: string
  name: string
  /** In bytes. */
  size: number
  sha256: string
  createdAt: Instant
}

/** Adds a file to a draft, sealed under the key of the message. False if it was sent meanwhile, or has as many as it may. */
export function addMailingFile(
  db: Knex,
  mailingId: string,
  file: { name: string; bytes: Buffer },
  most: number,
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    if (!(await trx('mailings').where({ id: mailingId, status: 'draft' }).forUpdate().first('id')))
      return false
    if ((await filesOf(trx, mailingId)).length >= most) return false
    const id = randomUUID()
    const { bytes } = file
    const name = await sealText(trx, mailingId, file.name)
    const row = { id, mailingId, name, size: bytes.length, sha256: sha256(bytes), createdAt: by.at }
    await trx('mailingFiles').insert(row)
    const sealed = await sealBytes(trx, mailingId, bytes, id)
    await trx('mailingFileBytes').insert({ fileId: id, sealed })
    await note(trx, by, { action: 'document.store', object: id })
    return true
  })
}

/** Takes a file from a draft. False if it is not there, or the message was sent. */
export function removeMailingFile(db: Knex, mailingId: string, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const draft = trx('mailings').where({ id: mailingId, status: 'draft' }).select('id')
    const removed = await trx('mailingFiles').where({ id, mailingId }).whereIn('mailingId', draft).delete()
    if (removed === 1) await note(trx, by, { action: 'document.remove', object: id })
    return removed === 1
  })
}

/** The files of a message, in the order they were added. */
export const filesOf = (db: Knex, mailingId: string): Promise<MailingFile[]> =>
  db('mailingFiles').where({ mailingId }).orderBy(['createdAt', 'id'])

/** A file of a message, or null. */
export async function findMailingFile(db: Knex, mailingId: string, id: string): Promise<MailingFile | null> {
  return (await db('mailingFiles').where({ id, mailingId }).first()) ?? null
}

/** The plain bytes. Throws when they do not match the SHA-256 any more. */
export async function mailingFileBytes(db: Knex, file: MailingFile): Promise<Buffer> {
  const row = await db('mailingFileBytes').where({ fileId: file.id }).first()
  const bytes = await openBytes(db, Buffer.from(row.sealed), file.id)
  if (sha256(bytes) !== file.sha256) throw new Error(`file ${file.id} does not match its SHA-256`)
  return bytes
}
