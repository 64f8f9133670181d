import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { Closing, Opening, Sums, Way } from '../../domain/salary-declaration/declaration.js'
import type { FindingCounts, Refusal } from '../../domain/salary-declaration/findings.js'
import { type By, note } from '../audit/note.js'
import { createVault, type Vault } from '../seal.js'

/** The wages that a report declares: from where they came, how far they are read, and what they come to. */
export interface Declaration {
  mutationId: string
  employerId: string
  year: number
  way: Exclude<Way, 'none'>
  /** `empty`: nothing has come in yet. */
  state: 'empty' | 'reading' | 'read' | 'refused'
  upload: string
  reading: string
  fileName: string
  /** In bytes. */
  fileSize: number
  /** SHA-256 of the plain bytes, in hex. */
  fileHash: string
  dataKey: Buffer
  /** The report under whose name the parts were sealed: the first one, however often it was taken back since. */
  sealedAs: string
  pieces: number
  piecesRead: number
  persons: number
  pages: number
  readingUntil: Instant | null
  refusal: Refusal | null
  read: ReadResult | null
}

export interface ReadResult {
  opening: Opening | null
  closing: Closing | null
  sums: Sums
  counts: FindingCounts
  /** Entries and exits that the file reports beside the wages, by the number of the person. */
  reports?: { person: number; what: 'entry' | 'exit'; on: string }[]
}

/** The wages of a report, or null where none have come in. */
export async function declarationOf(db: Knex, mutationId: string): Promise<Declaration | null> {
  const row = await db('declarations').where({ mutationId }).first()
  return row ? toDeclaration(row) : null
}

/** Seals and opens what belongs to a declaration, with a key of its own that the office's key holds. */
export const vaultOf = (
  vault: Vault,
  { mutationId, dataKey }: Pick<Declaration, 'mutationId' | 'dataKey'>,
): Vault => createVault(vault.open(dataKey, declarationPlace(mutationId)))

/** What the key of a declaration is bound to. */
export const declarationPlace = (mutationId: string): string => `declaration/${mutationId}`

interface About {
  id: string
  employerId: string
}

/** Begins to take wages in, once: a row for them to belong to, with a key of its own. */
export function beginDeclaration(
  db: Knex,
  vault: Vault,
  { id, employerId }: About,
  year: number,
): Promise<void> {
  return db.transaction(async (trx) => {
    await trx('declarations')
      .insert({
        ...{ mutationId: id, employerId, year, way: 'online', state: 'empty' },
        ...noFile,
        dataKey: vault.seal(randomBytes(32), declarationPlace(id)),
        sealedAs: id,
      })
      .onConflict('mutationId')
      .ignore()
  })
}

export interface Arrived {
  upload: string
  year: number
  way: 'elm' | 'excel'
  fileName: string
  fileSize: number
  fileHash: string
  pieces: number
}

/** A whole file has come in and counts from now on; what was there before is gone. False where the report was sent meanwhile. */
export function fileArrived(db: Knex, mutationId: string, arrived: Arrived, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const employerId = await touchDraft(trx, mutationId, by)
    if (!employerId) return false
    await trx('declarationParts').where({ mutationId }).whereNot({ of: arrived.upload }).delete()
    await trx('declarationFindings').where({ mutationId }).delete()
    await trx('declarationCorrections').where({ mutationId }).delete()
    await trx('declarations')
      .where({ mutationId })
      .update({ ...arrived, ...unread, reading: '', state: 'reading' })
    await note(trx, by, {
      action: 'declaration.upload',
      object: mutationId,
      employerId,
      fields: [arrived.way],
    })
    return true
  })
}

/** A declaration of which nothing is read yet. */
export const unread = { piecesRead: 0, persons: 0, pages: 0, readingUntil: null, refusal: null, read: null }

/** One into which no file has come. */
export const noFile = {
  ...unread,
  upload: '',
  reading: '',
  fileName: '',
  fileSize: 0,
  fileHash: '',
  pieces: 0,
}

/**
 * Moves the wages of a report on to the draft that takes its place, with their file, persons, findings and corrections: these stay
 * sealed as they are, and only their key is sealed anew, for its new place. Does nothing for a report without wages.
 */
export async function moveWages(
  trx: Knex.Transaction,
  vault: Vault,
  from: string,
  to: string,
): Promise<void> {
  const row = await trx('declarations').where({ mutationId: from }).first()
  if (!row) return
  const key = vault.open(Buffer.from(row.dataKey), declarationPlace(from))
  const dataKey = vault.seal(key, declarationPlace(to))
  await trx('declarations').insert({ ...row, mutationId: to, dataKey })
  for (const table of ['declarationParts', 'declarationFindings', 'declarationCorrections'])
    await trx(table).where({ mutationId: from }).update({ mutationId: to })
  await trx('declarations').where({ mutationId: from }).delete()
}

/** A draft changes: whoever sends what they read before must see that it has. Answers whose it is, or null where there is none. */
export async function touchDraft(trx: Knex.Transaction, id: string, by: By): Promise<string | null> {
  const draft = trx('mutations').where({ id, status: 'draft' })
  const [touched] = await draft.update({ savedAt: by.at }).returning('employerId')
  return touched?.employerId ?? null
}

function toDeclaration(row: Record<string, unknown>): Declaration {
  const parsed = (value: unknown) =>
    value === null || value === undefined ? null : JSON.parse(String(value))
  return {
    ...row,
    dataKey: Buffer.from(row.dataKey as Buffer),
    refusal: parsed(row.refusal),
    read: parsed(row.read),
  } as Declaration
}
