import type { Knex } from 'knex'
import { type AuditSubject, auditSubjects, deeds } from '../../domain/audited.js'
import type { Instant } from '../../domain/dates.js'

/** An entry of the audit as somebody reads it. */
export interface AuditRow {
  seq: number
  at: Instant
  action: string
  actor: string
  object: string
  fields: string
  /** Null for the clock and the workflows, and for somebody who was not signed in. */
  actorName: string | null
  actorRole: string | null
  employerName: string | null
  /** Of the report it is about, if it is about one. */
  reference: string | null
}

export interface AuditFilter {
  /** Only what concerns this employer. */
  employerId?: string
  about?: AuditSubject
  from?: Instant
  /** Up to, without this moment. */
  to?: Instant
}

export const entriesPerPage = 50

/** A page of the audit, newest first: the entries before a number, one more than a page holds if there are more. */
export function listAudit(
  db: Knex,
  filter: AuditFilter,
  before: number | null,
  limit = entriesPerPage + 1,
): Promise<AuditRow[]> {
  const wanted = db('audit')
    .leftJoin({ people: 'users' }, 'people.id', 'audit.actor')
    .leftJoin('systems', 'systems.id', 'audit.actor')
    .leftJoin('employers', 'employers.id', 'audit.employerId')
    .leftJoin('documents', 'documents.id', 'audit.object')
    .leftJoin('mutations', (on) =>
      on.on('mutations.id', db.raw('coalesce(documents.mutation_id, substr(audit.object, 1, 36))')),
    )
    .orderBy('audit.seq', 'desc')
    .limit(limit)
    .select('audit.seq', 'audit.at', 'audit.action', 'audit.actor', 'audit.object', 'audit.fields')
    .select({
      actorName: db.raw('coalesce(people.name, systems.name)'),
      actorRole: 'people.role',
      employerName: 'employers.name',
    })
    .select('mutations.reference')
  if (filter.employerId) wanted.where('audit.employerId', filter.employerId)
  const things = filter.about ? auditSubjects[filter.about] : []
  if (things.length > 0)
    wanted.whereIn(
      'audit.action',
      things.flatMap((thing) => deeds[thing].map((deed) => `${thing}.${deed}`)),
    )
  if (filter.from) wanted.where('audit.at', '>=', filter.from)
  if (filter.to) wanted.where('audit.at', '<', filter.to)
  if (before !== null) wanted.where('audit.seq', '<', before)
  return wanted
}

/** All entries of a filter, newest first, some at a time: whoever exports millions of them holds only a few. */
export async function* auditInPieces(db: Knex, filter: AuditFilter, size = 2000): AsyncGenerator<AuditRow[]> {
  for (let before: number | null = null; ; ) {
    const piece: AuditRow[] = await listAudit(db, filter, before, size)
    if (piece.length > 0) yield piece
    if (piece.length < size) return
    before = piece.at(-1)?.seq ?? null
  }
}

/** The whole entries of a span of time as they stand in the chain, oldest first: up to `to`, without it. */
export function entriesBetween(
  db: Knex,
  from: Instant,
  to: Instant,
): Promise<{ seq: number; actor: string; employerId: string | null; object: string; hash: string }[]> {
  return db('audit').where('at', '>=', from).where('at', '<', to).orderBy('seq')
}
