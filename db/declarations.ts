import { randomBytes, randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../domain/dates.js'
import type { Closing, Opening, Sums, Way } from '../domain/salary-declaration/declaration.js'
import {
  type Finding,
  type FindingCounts,
  type Refusal,
  type Severity,
  severityOf,
} from '../domain/salary-declaration/findings.js'
import { type By, note } from './audit.js'
import { createVault, type Vault } from './seal.js'

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
        ...{ mutationId: id, employerId, year, way: 'online', state: 'empty', upload: '', reading: '' },
        ...{
          fileName: '',
          fileSize: 0,
          fileHash: '',
          pieces: 0,
          piecesRead: 0,
          persons: 0,
          pages: 0,
        },
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

const unread = { piecesRead: 0, persons: 0, pages: 0, readingUntil: null, refusal: null, read: null }

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

/**
 * Takes up the reading of what came in, unless somebody alive is at it; `until` says how long without a sign of life. Answers
 * the name of the reading, or null.
 */
export function claimReading(
  db: Knex,
  mutationId: string,
  at: Instant,
  until: Instant,
): Promise<string | null> {
  const reading = randomUUID()
  return db.transaction(async (trx) => {
    const claimed = await trx('declarations')
      .where({ mutationId, state: 'reading' })
      .where((free) => free.whereNull('readingUntil').orWhere('readingUntil', '<', at))
      .update({ ...unread, reading, readingUntil: until })
    return claimed === 1 ? reading : null
  })
}

/** The wages are to be read and checked anew: something was corrected, or typed. Who reads already, without it, is to stop. */
export async function readAnew(trx: Knex.Transaction, mutationId: string): Promise<void> {
  await trx('declarations')
    .where({ mutationId })
    .update({ state: 'reading', reading: '', readingUntil: null })
}

/** Says how far a reading is. False where a newer one has taken its place. */
export async function noteProgress(
  db: Knex,
  { mutationId, reading }: Pick<Declaration, 'mutationId' | 'reading'>,
  progress: { piecesRead: number; persons: number; readingUntil: Instant },
): Promise<boolean> {
  return (await db('declarations').where({ mutationId, reading, state: 'reading' }).update(progress)) === 1
}

/** Ends a reading: what it came to, or why it was refused. False where a newer one has taken its place. */
export function endReading(
  db: Knex,
  { mutationId, reading }: Pick<Declaration, 'mutationId' | 'reading'>,
  end: { read: ReadResult; persons: number; pages: number } | { refusal: Refusal },
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const change =
      'read' in end
        ? { state: 'read', read: JSON.stringify(end.read), persons: end.persons, pages: end.pages }
        : { state: 'refused', refusal: JSON.stringify(end.refusal) }
    const ended = await trx('declarations')
      .where({ mutationId, reading, state: 'reading' })
      .update({ ...change, readingUntil: null })
    if (ended !== 1) return false
    await trx('declarationParts').where({ mutationId, what: 'page' }).whereNot({ of: reading }).delete()
    await trx('declarationFindings').where({ mutationId }).whereNot({ reading }).delete()
    const { employerId } = await trx('mutations').where({ id: mutationId }).first('employerId')
    await note(trx, by, {
      action: 'declaration.read',
      object: mutationId,
      employerId,
      fields: [change.state],
    })
    return true
  })
}

/** Keeps findings of a reading, from number `n` on. */
export async function keepFindings(
  trx: Knex.Transaction,
  { mutationId, reading }: Pick<Declaration, 'mutationId' | 'reading'>,
  n: number,
  found: Finding[],
): Promise<void> {
  const rows = found.map((finding, i) => ({
    ...{ mutationId, reading, n: n + i },
    ...{ severity: severityOf(finding.code), code: finding.code, person: finding.person },
    said: JSON.stringify(finding),
  }))
  for (let at = 0; at < rows.length; at += 100)
    await trx('declarationFindings').insert(rows.slice(at, at + 100))
}

/** Findings in the order in which they were met: errors before warnings. */
export async function findingsOf(
  db: Knex,
  { mutationId, reading }: Pick<Declaration, 'mutationId' | 'reading'>,
  which: { severity?: Severity; code?: string; person?: number },
  { offset, limit }: { offset: number; limit: number },
): Promise<Finding[]> {
  const rows = await db('declarationFindings')
    .where({ mutationId, reading, ...which })
    .orderBy(['severity', 'n'])
    .offset(offset)
    .limit(limit)
    .select('said')
  return rows.map(({ said }) => JSON.parse(said))
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
