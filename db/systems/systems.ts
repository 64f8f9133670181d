import { randomBytes, randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import { sha256 } from '../seal.js'

/** What a system may read. */
export const scopes = ['events.read', 'mutations.read', 'decisions.read', 'declarations.read'] as const
export type Scope = (typeof scopes)[number]

/** A program of the office that fetches what the portal has decided. */
export interface System {
  /** Its client id. */
  id: string
  name: string
  scopes: Scope[]
  createdAt: Instant
  endedAt: Instant | null
  lastUsedAt: Instant | null
}

/** A secret of a system, as far as it is known afterwards. */
export interface SystemSecret {
  id: string
  ending: string
  createdAt: Instant
  /** Until when it still opens, where there is a newer one. */
  expiresAt: Instant | null
  lastUsedAt: Instant | null
}

/** How long a token opens, in seconds. */
export const tokenSeconds = 3600

export async function listSystems(db: Knex): Promise<System[]> {
  const rows = await db('systems').orderByRaw('case when ended_at is null then 0 else 1 end, name, id')
  return rows.map(toSystem)
}

export async function findSystem(db: Knex, id: string): Promise<System | null> {
  const row = await db('systems').where({ id }).first()
  return row ? toSystem(row) : null
}

/** Lets a system in. Its secret is answered once and stored as a hash. */
export function createSystem(
  db: Knex,
  { name, scopes }: Pick<System, 'name' | 'scopes'>,
  by: By,
): Promise<{ id: string; secret: string }> {
  return db.transaction(async (trx) => {
    const id = randomUUID()
    const row = { id, name, scopes: scopes.join(' '), createdBy: by.actor, createdAt: by.at }
    await trx('systems').insert(row)
    const secret = await addSecret(trx, id, by.at)
    await note(trx, by, { action: 'system.create', object: id, fields: scopes })
    return { id, secret }
  })
}

/** Changes name and rights; tokens that are out lose what was taken away at once. */
export function changeSystem(
  db: Knex,
  id: string,
  { name, scopes }: Pick<System, 'name' | 'scopes'>,
  by: By,
): Promise<void> {
  return db.transaction(async (trx) => {
    await trx('systems')
      .where({ id })
      .update({ name, scopes: scopes.join(' ') })
    await note(trx, by, { action: 'system.change', object: id, fields: scopes })
  })
}

/** Gives a new secret; those before it open for so many days more. */
export function rotateSecret(db: Knex, id: string, overlapDays: number, by: By): Promise<string> {
  return db.transaction(async (trx) => {
    const until = new Date(Date.parse(by.at) + overlapDays * 86_400_000).toISOString()
    await trx('systemSecrets')
      .where({ systemId: id })
      .where((longer) => longer.whereNull('expiresAt').orWhere('expiresAt', '>', until))
      .update({ expiresAt: until })
    if (overlapDays === 0) await trx('systemTokens').where({ systemId: id }).delete()
    const secret = await addSecret(trx, id, by.at)
    await note(trx, by, { action: 'system.rotate', object: id })
    return secret
  })
}

/** Shuts a system out at once: no secret and no token opens any more, and it is told nothing. */
export function endSystem(db: Knex, id: string, by: By): Promise<void> {
  return db.transaction(async (trx) => {
    if ((await trx('systems').where({ id }).whereNull('endedAt').update({ endedAt: by.at })) !== 1) return
    await trx('systemTokens').where({ systemId: id }).delete()
    await trx('webhooks').where({ systemId: id }).update({ status: 'off' })
    await note(trx, by, { action: 'system.end', object: id })
  })
}

/** The secrets that still open, newest first. */
export function secretsOf(db: Knex, systemId: string, at: Instant): Promise<SystemSecret[]> {
  return db('systemSecrets')
    .where({ systemId })
    .where((open) => open.whereNull('expiresAt').orWhere('expiresAt', '>', at))
    .orderBy([
      { column: 'createdAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .select('id', 'ending', 'createdAt', 'expiresAt', 'lastUsedAt')
}

/** A token for whoever knows a secret of a system, with the scopes it asks for as far as it has them; null for anybody else. */
export function issueToken(
  db: Knex,
  clientId: string,
  secret: string,
  wanted: Scope[] | null,
  by: Omit<By, 'actor'>,
): Promise<{ token: string; scopes: Scope[] } | null> {
  return db.transaction(async (trx) => {
    const { at } = by
    const used = await trx('systemSecrets')
      .where({ systemId: clientId, hash: sha256(secret) })
      .where((open) => open.whereNull('expiresAt').orWhere('expiresAt', '>', at))
      .update({ lastUsedAt: at })
    const system = used === 1 ? await findSystem(trx, clientId) : null
    if (!system || system.endedAt) return null
    const granted = wanted ? system.scopes.filter((it) => wanted.includes(it)) : system.scopes
    const token = randomBytes(32).toString('base64url')
    const expiresAt = new Date(Date.parse(at) + tokenSeconds * 1000).toISOString()
    await trx('systemTokens').where('expiresAt', '<', at).delete()
    await trx('systemTokens').insert({
      ...{ hash: sha256(token), systemId: clientId, scopes: granted.join(' '), expiresAt },
    })
    await note(trx, { ...by, actor: clientId }, { action: 'system.sign-in', object: clientId })
    return { token, scopes: granted }
  })
}

/** The system that a token stands for, with what this token lets it read now; null where it opens nothing. */
export async function systemOfToken(db: Knex, token: string, at: Instant): Promise<System | null> {
  const row = await db('systemTokens')
    .where({ hash: sha256(token) })
    .where('expiresAt', '>', at)
    .first()
  const system = row ? await findSystem(db, row.systemId) : null
  if (!system || system.endedAt) return null
  if (!system.lastUsedAt || system.lastUsedAt.slice(0, 16) < at.slice(0, 16))
    await db('systems').where({ id: system.id }).update({ lastUsedAt: at })
  const lent = String(row.scopes).split(' ')
  return { ...system, scopes: system.scopes.filter((it) => lent.includes(it)) }
}

async function addSecret(trx: Knex.Transaction, systemId: string, at: Instant): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  const row = { id: randomUUID(), systemId, hash: sha256(secret), ending: secret.slice(-4), createdAt: at }
  await trx('systemSecrets').insert(row)
  return secret
}

const toSystem = (row: Record<string, unknown>): System =>
  ({ ...row, scopes: String(row.scopes).split(' ') }) as System
