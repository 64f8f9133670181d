import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { isOpenTo, type Topic } from '../../domain/topics.js'
import { type By, note } from '../audit/note.js'
import { isPostgres } from '../knex.js'
import { openBytes, sealBytes, sealText } from '../person-keys.js'
import { rows } from '../prepared.js'
import { sha256 } from '../seal.js'

/** Stored bytes: an upload of an employer, a letter of the office, or a paper that it has filed. */
export interface Document {
  id: string
  employerId: string
  employeeId: string | null
  mutationId: string | null
  origin: 'upload' | 'office' | 'filed'
  purpose: string
  name: string
  mime: string
  /** In bytes. */
  size: number
  /** Of the plain bytes, in hex. */
  sha256: string
  /** What an upload can do beside being looked at, such as `javascript launch`; mostly empty. */
  activeContent: string
  /** 1 where no employer may see it: a paper that the office has filed for itself. */
  forOffice: number
  createdBy: string | null
  createdAt: Instant
}

/** The columns of a document, for a look. */
export const documentFields: Record<keyof Document, string> = {
  id: 'id',
  employerId: 'employer_id',
  employeeId: 'employee_id',
  mutationId: 'mutation_id',
  origin: 'origin',
  purpose: 'purpose',
  name: 'name',
  mime: 'mime',
  size: 'size',
  sha256: 'sha256',
  activeContent: 'active_content',
  forOffice: 'for_office',
  createdBy: 'created_by',
  createdAt: 'created_at',
}

type Given = 'activeContent' | 'forOffice'
export type NewDocument = Omit<Document, 'size' | 'sha256' | 'createdBy' | 'createdAt' | Given> &
  Partial<Pick<Document, Given>>

/**
 * Stores a document, its bytes and its name sealed under the key of the person it is about; of the report or the employer where it
 * is about nobody on file. A document of that id that exists already stays as it is.
 */
export async function storeDocument(
  trx: Knex.Transaction,
  fresh: NewDocument,
  bytes: Buffer,
  by: By,
): Promise<void> {
  // Locked before the audit is: whoever answers about the same report takes both in this order, too.
  if (fresh.mutationId && isPostgres(trx))
    await trx('mutations').where({ id: fresh.mutationId }).forUpdate().first('id')
  const keyId = keyOfDocument(fresh)
  const name = await sealText(trx, keyId, fresh.name)
  const stored = await trx('documents')
    .insert({
      ...fresh,
      name,
      size: bytes.length,
      sha256: sha256(bytes),
      createdBy: by.actor,
      createdAt: by.at,
    })
    .onConflict('id')
    .ignore()
    .returning('id')
  if (stored.length === 0) return
  await trx('documentBytes').insert({
    documentId: fresh.id,
    sealed: await sealBytes(trx, keyId, bytes, fresh.id),
  })
  await note(trx, by, { action: 'document.store', object: fresh.id, ...auditOf(fresh) })
}

/** The employer in whose audit a document stands: none for what is the office's own, of which its administrators read nothing. */
export const auditOf = ({ employerId, forOffice }: Pick<NewDocument, 'employerId' | 'forOffice'>) =>
  forOffice ? {} : { employerId }

/** Whose key a document lies under. */
export const keyOfDocument = (it: Pick<Document, 'employeeId' | 'mutationId' | 'employerId'>): string =>
  it.employeeId ?? it.mutationId ?? it.employerId

/** A document of this employer that it may see, or null. */
export async function findDocument(db: Knex, employerId: string, id: string): Promise<Document | null> {
  return (await db('documents').where({ id, employerId, forOffice: 0 }).first()) ?? null
}

/**
 * A document of this employer that is open to these topics, or null: by the report it belongs to and the message it came with. One
 * about a person without either is for whoever looks after people.
 */
export async function documentToRead(
  db: Knex,
  employerId: string,
  id: string,
  own: readonly Topic[],
): Promise<Document | null> {
  const found = await db('documents')
    .leftJoin('mutations', 'mutations.id', 'documents.mutationId')
    .leftJoin('messages', 'messages.documentId', 'documents.id')
    .where({ 'documents.id': id, 'documents.employerId': employerId, 'documents.forOffice': 0 })
    .first('documents.*', { report: 'mutations.kind', message: 'messages.kind' })
  if (!found) return null
  const { report, message, ...document } = found
  const isOpen =
    report || message || !document.employeeId
      ? isOpenTo(own, report ?? undefined, message ?? '')
      : own.includes('personnel')
  return isOpen ? document : null
}

/** A document by its id alone: for the office. */
export async function documentById(db: Knex, id: string): Promise<Document | null> {
  return (await db('documents').where({ id }).first()) ?? null
}

/** The plain bytes. Throws when they do not match the document's SHA-256 any more. */
export async function bytesOf(db: Knex, document: Document): Promise<Buffer> {
  const row = await db('documentBytes').where({ documentId: document.id }).first()
  const bytes = await openBytes(db, Buffer.from(row.sealed), document.id)
  if (sha256(bytes) !== document.sha256) throw new Error(`document ${document.id} does not match its SHA-256`)
  return bytes
}

export function documentsOf(db: Knex, mutationId: string): Promise<Document[]> {
  return rows(db, 'select * from documents where mutation_id = :mutationId order by created_at, id', {
    mutationId,
  })
}

/** Removes an upload from a draft. False if it is not there, or its mutation was submitted. */
export function removeUpload(db: Knex, mutationId: string, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const draft = await trx('mutations')
      .where({ id: mutationId, status: 'draft' })
      .forUpdate()
      .first('employerId')
    if (!draft) return false
    const removed = await trx('documents').where({ id, mutationId, origin: 'upload' }).delete()
    if (removed !== 1) return false
    // Whoever submits what they read before must see that it has changed.
    await trx('mutations').where({ id: mutationId }).update({ savedAt: by.at })
    await note(trx, by, { action: 'document.remove', object: id, employerId: draft.employerId })
    return true
  })
}

/** Bytes that have come in for an employer since a moment: what it has uploaded, or what the office has filed. */
export async function uploadedSince(
  db: Knex,
  employerId: string,
  since: Instant,
  origin: Document['origin'] = 'upload',
): Promise<number> {
  const row = await db('documents')
    .where({ employerId, origin })
    .where('createdAt', '>=', since)
    .sum({ bytes: 'size' })
    .first()
  return Number(row?.bytes ?? 0)
}
