import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../domain/dates.js'
import { isPostgres } from './knex.js'
import { rows } from './prepared.js'

/** Who acts, when, and in which request. `system` is the clock and the workflows. */
export interface By {
  actor: string
  at: Instant
  requestId?: string | null
}

/** What was done to which object; the names of the fields, never their values. */
export interface Entry {
  action: string
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
export async function note(trx: Knex.Transaction, by: By, entry: Entry): Promise<void> {
  // On PostgreSQL two transactions would read the same head; SQLite has one writer anyway.
  if (isPostgres(trx)) await rows(trx, 'select pg_advisory_xact_lock(2126)', {})
  const [head] = await rows<Pick<Hashed, 'seq' | 'hash'>>(trx, newest, {})
  const link: Link = {
    seq: (head?.seq ?? 0) + 1,
    prev: head?.hash ?? genesis,
    at: by.at,
    actor: by.actor,
    employerId: entry.employerId ?? null,
    action: entry.action,
    object: entry.object,
    fields: (entry.fields ?? []).join(' ').slice(0, 400),
    requestId: by.requestId ?? null,
  }
  await rows(trx, append, { ...link, hash: hashOf(link) })
}

const newest = 'select seq, hash from audit order by seq desc limit 1'
const append = `insert into audit (seq, prev, at, actor, employer_id, action, object, fields, request_id, hash)
  values (:seq, :prev, :at, :actor, :employerId, :action, :object, :fields, :requestId, :hash)`

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
