import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { Language } from '../../domain/kinds.js'
import { type By, note } from '../audit/note.js'
import { oweAccountMail } from '../notices/account-mails.js'
import { sha256, type Vault } from '../seal.js'
import { hashTogether, newCode, newToken, plainCode } from './secret-codes.js'
import type { Role } from './users.js'

const hoursOpen = 72
const triesAllowed = 5
/** Between two mails, in minutes. */
const resendAfter = 1

/** Whom an invitation is for; `mandate` holds the columns of the mandate beside user and employer. */
export interface Invitee {
  email: string
  name: string
  language: Language
  role: Role
  /** Null for the office. */
  employerId: string | null
  mandate: { role: 'member' | 'admin' } & Record<string, unknown>
}

/** An invitation nobody has used or withdrawn; it may have expired. */
export interface Invitation extends Omit<Invitee, 'mandate'> {
  id: string
  purpose: 'join' | 'factors'
  userId: string
  mandate: Invitee['mandate'] | null
  passwordHash: string | null
  createdAt: Instant
  expiresAt: Instant
  sentAt: Instant
}

/**
 * Invites a person by e-mail to act for an employer or to work for the office: link and code, good for 72 hours and
 * once. A newer invitation to the same address for the same employer takes the place of the older one. Answers its id.
 */
export function invite(
  db: Knex,
  vault: Vault,
  invitee: Invitee,
  by: By,
  /** An invitation of the same employer whose address was wrong. */
  instead?: string,
): Promise<string> {
  return db.transaction(async (trx) => {
    const email = invitee.email.trim().toLowerCase()
    const { employerId } = invitee
    await trx('invitations')
      .where({ employerId, purpose: 'join', closedAt: null })
      .where((either) => either.where({ email }).orWhere({ id: instead ?? '' }))
      .update({ closedAt: by.at, outcome: 'withdrawn', passwordHash: null })
    const known = await trx('users').where({ email }).first('id')
    const person = { ...invitee, email, mandate: JSON.stringify(invitee.mandate) }
    const id = await open(trx, vault, { ...person, purpose: 'join', userId: known?.id ?? randomUUID() }, by)
    await note(trx, by, { action: 'user.invite', object: id, employerId })
    return id
  })
}

/** Invites a user whose second factors are gone to set up new ones, in the transaction that takes the old ones away. */
export async function inviteToNewFactor(trx: Knex.Transaction, vault: Vault, userId: string, by: By) {
  const user = await trx('users').where({ id: userId }).first('email', 'name', 'language', 'role')
  const purpose = 'factors' as const
  await trx('invitations')
    .where({ userId, purpose, closedAt: null })
    .update({ closedAt: by.at, outcome: 'withdrawn' })
  return open(trx, vault, { ...user, purpose, userId, employerId: null, mandate: null }, by)
}

/** Sends a fresh link and code in place of the old ones; null when that was done within the last minute, or it is closed. */
export function resendInvitation(db: Knex, vault: Vault, id: string, by: By): Promise<string | null> {
  return db.transaction(async (trx) => {
    const fresh = secrets()
    const before = new Date(Date.parse(by.at) - resendAfter * 60_000).toISOString()
    const sending = await trx('invitations')
      .where({ id, closedAt: null })
      .where('sentAt', '<=', before)
      .update({ linkHash: sha256(fresh.token), tries: 0, sentAt: by.at, expiresAt: expiry(by.at) })
    if (sending !== 1) return null
    const row = await trx('invitations').where({ id }).first()
    await trx('invitations')
      .where({ id })
      .update({ proofHash: proofOf(fresh.token, fresh.code, row) })
    await note(trx, by, { action: 'user.invite-again', object: id, employerId: row.employerId })
    return mail(trx, vault, row, fresh, by.at)
  })
}

/** Withdraws an invitation; false if it was used or withdrawn before. */
export function withdrawInvitation(db: Knex, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const done = await trx('invitations')
      .where({ id, closedAt: null })
      .update({ closedAt: by.at, outcome: 'withdrawn', passwordHash: null })
    if (done === 1) {
      const { employerId } = await trx('invitations').where({ id }).first('employerId')
      await note(trx, by, { action: 'user.invite-withdraw', object: id, employerId })
    }
    return done === 1
  })
}

/**
 * Lets somebody in again who was let in no more when their last mandate ended, and now holds a new invitation: they sign in as before,
 * with both factors, and may then accept it.
 */
export function readmit(db: Knex, email: string, by: By): Promise<void> {
  return db.transaction(async (trx) => {
    const user = await trx('users').where({ email, role: 'employer', status: 'disabled' }).first('id')
    if (!user) return
    await trx('users').where({ id: user.id }).update({ status: 'active' })
    await note(trx, by, { action: 'user.enable', object: user.id })
  })
}

/** The open invitations of an employer, or of the office with null, newest first. */
export async function openInvitations(db: Knex, employerId: string | null): Promise<Invitation[]> {
  const rows = await db('invitations')
    .where({ employerId, purpose: 'join', closedAt: null })
    .orderBy('createdAt', 'desc')
  return rows.map(invitationOf)
}

/** The invitation of a link that can still be used, or null. */
export async function invitationByLink(db: Knex, token: string, now: Instant): Promise<Invitation | null> {
  const row = await usable(db, now)
    .where({ linkHash: sha256(token) })
    .first()
  return row ? invitationOf(row) : null
}

/** An invitation that can still be used, or null. */
export async function usableInvitation(db: Knex, id: string, now: Instant): Promise<Invitation | null> {
  const row = await usable(db, now).where({ id }).first()
  return row ? invitationOf(row) : null
}

/** Whether this code belongs to this link. Five tries an invitation, counted before looking, then a new one is needed. */
export async function proveInvitation(
  db: Knex,
  token: string,
  code: string,
  now: Instant,
): Promise<Invitation | null> {
  const linkHash = sha256(token)
  const counted = await usable(db, now).where({ linkHash }).increment('tries', 1)
  if (counted !== 1) return null
  const row = await db('invitations').where({ linkHash }).first()
  return row && row.proofHash === proofOf(token, code, row) ? invitationOf(row) : null
}

/** Keeps the chosen password until a second factor is proved. */
export async function keepChosenPassword(db: Knex, id: string, passwordHash: string): Promise<void> {
  await db('invitations').where({ id, closedAt: null }).update({ passwordHash })
}

/** Closes an invitation as used, in the transaction of what it brings; false if somebody was first. */
export async function useInvitation(trx: Knex.Transaction, id: string, at: Instant): Promise<boolean> {
  const used = await trx('invitations')
    .where({ id, closedAt: null })
    .where('expiresAt', '>', at)
    .update({ closedAt: at, outcome: 'used', passwordHash: null })
  return used === 1
}

type Fresh = Omit<Invitation, 'id' | 'mandate' | 'passwordHash' | 'createdAt' | 'expiresAt' | 'sentAt'> & {
  mandate: string | null
}

async function open(trx: Knex.Transaction, vault: Vault, invitation: Fresh, by: By): Promise<string> {
  const { token, code } = secrets()
  const id = randomUUID()
  await trx('invitations').insert({
    ...invitation,
    id,
    linkHash: sha256(token),
    proofHash: proofOf(token, code, invitation),
    createdAt: by.at,
    sentAt: by.at,
    expiresAt: expiry(by.at),
  })
  await mail(trx, vault, invitation, { token, code }, by.at)
  return id
}

const secrets = () => ({ token: newToken(), code: newCode(8) })
const expiry = (at: Instant) => new Date(Date.parse(at) + hoursOpen * 3_600_000).toISOString()

/** Link, code, address and employer count together only. */
const proofOf = (token: string, code: string, { email, employerId }: Pick<Fresh, 'email' | 'employerId'>) =>
  hashTogether(token, plainCode(code), email, employerId ?? '')

async function mail(
  trx: Knex.Transaction,
  vault: Vault,
  { purpose, email, language, employerId }: Pick<Fresh, 'purpose' | 'email' | 'language' | 'employerId'>,
  secret: { token: string; code: string },
  at: Instant,
): Promise<string> {
  const employer = employerId ? await trx('employers').where({ id: employerId }).first('name') : null
  const kind = purpose === 'join' ? 'activation' : 'new-factor'
  const content = { ...secret, employer: employer?.name ?? '' }
  return oweAccountMail(trx, vault, { recipient: email, language }, kind, content, at)
}

const usable = (db: Knex, now: Instant) =>
  db('invitations').where({ closedAt: null }).where('expiresAt', '>', now).where('tries', '<', triesAllowed)

function invitationOf(row: Record<string, unknown>): Invitation {
  const { linkHash: _, proofHash: __, tries: ___, mandate, ...invitation } = row
  return { ...invitation, mandate: mandate ? JSON.parse(String(mandate)) : null } as unknown as Invitation
}
