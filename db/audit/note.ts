import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import type { Deed } from '../../domain/audited.js'
import type { Instant } from '../../domain/dates.js'
import { isPostgres } from '../knex.js'
import { forEachCount, listed, valuesOf } from '../listed.js'
import { rows } from '../prepared.js'

/** Who acts, when, and in which request. `system` is the clock and the workflows. */
export interface By {
  actor: string
  at: Instant
  requestId?: string | null
}

/** What was done to which object; the names of the fields, never their values. */
export interface Entry {
  action: Deed
  object: string
  employerId?: string | null
  fields?: string[]
}

interface Link {
  seq: number
  prev: string
  at: Instant
  actor: string
  employerId: string | null
  action: string
  object: string
  fields: string
  requestId: string | null
}
type Hashed = Link & { hash: string }

const genesis = '0'.repeat(64)

/** Appends one entry to the audit chain, in the transaction of the change it tells of. */
export const note = (trx: Knex.Transaction, by: By, entry: Entry): Promise<void> =>
  noteAll(trx, [{ by, entry }])

/** Appends several entries, in this order. */
export async function noteAll(trx: Knex.Transaction, noted: { by: By; entry: Entry }[]): Promise<void> {
  if (noted.length === 0) return
  // On PostgreSQL two transactions would read the same head; SQLite has one writer anyway.
  if (isPostgres(trx)) await rows(trx, 'select pg_advisory_xact_lock(2126)', {})
  const [head] = await rows<Pick<Hashed, 'seq' | 'hash'>>(trx, newest, {})
  const links: Hashed[] = []
  for (const { by, entry } of noted) {
    const before = links.at(-1) ?? head
    const link: Link = {
      seq: (before?.seq ?? 0) + 1,
      prev: before?.hash ?? genesis,
      at: by.at,
      actor: by.actor,
      employerId: entry.employerId ?? null,
      action: entry.action,
      object: entry.object,
      fields: (entry.fields ?? []).join(' ').slice(0, 400),
      requestId: by.requestId ?? null,
    }
    links.push({ ...link, hash: hashOf(link) })
  }
  await rows(trx, appendSql(links.length), valuesOf('links', links))
}

const newest = 'select seq, hash from audit order by seq desc limit 1'
const columns = {
  seq: 'integer', prev: 'text', at: 'text', actor: 'text', employerId: 'text', action: 'text', object: 'text', fields: 'text',
  requestId: 'text', hash: 'text',
} as const // biome-ignore format: one list
const appendSql = forEachCount(
  (count) => `insert into audit (seq, prev, at, actor, employer_id, action, object, fields, request_id, hash)
    select seq, prev, at, actor, employer_id, action, object, fields, request_id, hash from ${listed('links', columns, count)}`,
)

/** Notes that somebody looked at a person's details. */
export function noteRead(db: Knex, by: By, entry: Entry): Promise<void> {
  return db.transaction((trx) => note(trx, by, entry))
}

/** Walks the whole chain; answers the number of the first entry that does not fit, or null. */
export async function firstBrokenEntry(db: Knex): Promise<number | null> {
  let prev = genesis
  for (let seq = 1; ; ) {
    const page = await db('audit').where('seq', '>=', seq).orderBy('seq').limit(1000)
    if (page.length === 0) return null
    for (const row of page) {
      if (row.seq !== seq || row.prev !== prev || row.hash !== hashOf(row)) return seq
      prev = row.hash
      seq++
    }
  }
}

/** The entries about one object, oldest first. */
export function entriesAbout(db: Knex, object: string): Promise<Hashed[]> {
  return db('audit').where({ object }).orderBy('seq')
}

const hashOf = (link: Link) =>
  createHash('sha256')
    .update(
      JSON.stringify([
        link.seq,
        link.prev,
        link.at,
        link.actor,
        link.employerId,
        link.action,
        link.object,
        link.fields,
        link.requestId,
      ]),
    )
    .digest('hex')
