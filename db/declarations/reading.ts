import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import {
  type Finding,
  type Refusal,
  type Severity,
  severityOf,
} from '../../domain/salary-declaration/findings.js'
import { type By, note } from '../audit/note.js'
import { type Declaration, type ReadResult, unread } from './declarations.js'

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
