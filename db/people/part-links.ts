import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { Language } from '../../domain/kinds.js'
import { type By, note } from '../audit/note.js'
import { oweAccountMail } from '../notices/account-mails.js'
import { owe } from '../notices/notices.js'
import { keyOfReport, sealAbout, sealJson } from '../person-keys.js'
import type { Draft, Mutation } from '../reports/mutations.js'
import { sha256, type Vault } from '../seal.js'

/** A link by which a person fills in their part of a draft. */
export interface PartLink {
  id: string
  mutationId: string
  email: string
  language: Language
  /** What was typed so far, by the slug of the step. */
  draft: Draft
  createdAt: Instant
  savedAt: Instant
  expiresAt: Instant
  usedAt: Instant | null
  withdrawnAt: Instant | null
}

export type LinkState = 'open' | 'used' | 'expired' | 'withdrawn'

/** What may be done with a link at a moment. */
export function stateOf({ usedAt, withdrawnAt, expiresAt }: PartLink, at: Instant): LinkState {
  if (usedAt) return 'used'
  if (withdrawnAt) return 'withdrawn'
  return expiresAt <= at ? 'expired' : 'open'
}

interface Sent {
  email: string
  language: Language
  /** The employer's name: the only one in the mail. */
  firm: string
  /** Random, 32 bytes; stored only as its hash. */
  token: string
  expiresAt: Instant
  /** When it expires, in words. */
  until: string
}

/**
 * Sends a link for a draft; a link sent before is withdrawn, and what was typed there goes over if the address is the same.
 * False if it is no draft any more.
 */
export function sendPartLink(
  db: Knex,
  vault: Vault,
  { id: mutationId, employerId }: Pick<Mutation, 'id' | 'employerId'>,
  { email, language, firm, token, expiresAt, until }: Sent,
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const draft = await trx('mutations').where({ id: mutationId, status: 'draft' }).forUpdate().first('id')
    if (!draft) return false
    const before = await latestPartLink(trx, mutationId)
    if (before?.usedAt) return false
    await withdrawOpen(trx, mutationId, by.at)
    const content = { token, firm, until }
    const mailId = await oweAccountMail(
      trx,
      vault,
      { recipient: email, language },
      'part-link',
      content,
      by.at,
    )
    await trx('partLinks').insert({
      id: randomUUID(),
      mutationId,
      tokenHash: sha256(token),
      mailId,
      email,
      language,
      draft: await sealAbout(trx, mutationId, before?.email === email ? before.draft : {}),
      createdAt: by.at,
      savedAt: by.at,
      expiresAt,
    })
    await note(trx, by, { action: 'part-link.send', object: mutationId, employerId })
    return true
  })
}

/** Takes back the link of a draft. False if there is none that is open. */
export function withdrawPartLink(
  db: Knex,
  { id: mutationId, employerId }: Pick<Mutation, 'id' | 'employerId'>,
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    if ((await withdrawOpen(trx, mutationId, by.at)) === 0) return false
    await note(trx, by, { action: 'part-link.withdraw', object: mutationId, employerId })
    return true
  })
}

/** Its mail is not owed any more, if it has not gone out yet. */
async function withdrawOpen(trx: Knex.Transaction, mutationId: string, at: Instant): Promise<number> {
  const open = () => trx('partLinks').where({ mutationId, usedAt: null, withdrawnAt: null })
  await trx('accountMails').whereIn('id', open().select('mailId')).whereNull('sentAt').delete()
  return open().update({ withdrawnAt: at })
}

/** The link that was sent last for a draft, or null. */
export async function latestPartLink(db: Knex, mutationId: string): Promise<PartLink | null> {
  const row = await db('partLinks').where({ mutationId }).orderBy(['createdAt', 'id']).select()
  return toPartLink(row.at(-1))
}

/** The link with this token, or null. */
export const partLinkByToken = async (db: Knex, token: string): Promise<PartLink | null> =>
  toPartLink(
    await db('partLinks')
      .where({ tokenHash: sha256(token) })
      .first(),
  )

const toPartLink = (row: { draft: string } | undefined): PartLink | null =>
  row ? ({ ...row, draft: JSON.parse(row.draft) } as PartLink) : null

/** Keeps what was typed behind a link. False if the link is not open any more. */
export function saveByLink(db: Knex, id: string, change: (draft: Draft) => Draft, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await trx('partLinks').where({ id }).forUpdate().first()
    const link = toPartLink(row)
    if (!link || stateOf(link, by.at) !== 'open') return false
    const draft = await sealAbout(trx, link.mutationId, change(link.draft))
    await trx('partLinks').where({ id }).update({ draft, savedAt: by.at })
    const { employerId } = await trx('mutations').where({ id: link.mutationId }).first('employerId')
    await note(trx, by, { action: 'part-link.save', object: link.mutationId, employerId })
    return true
  })
}

/**
 * Hands over what was typed behind a link to the employer's draft, and tells the employer; the link is used up. Counts once:
 * false if it was used before, withdrawn, or is too late.
 */
export function handInPart(
  db: Knex,
  { id, mutationId, savedAt }: PartLink,
  slugs: string[],
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await trx('mutations').where({ id: mutationId, status: 'draft' }).forUpdate().first()
    if (!row) return false
    const used = await trx('partLinks')
      .where({ id, savedAt, usedAt: null, withdrawnAt: null })
      .where('expiresAt', '>', by.at)
      .update({ usedAt: by.at })
    if (used !== 1) return false
    const { draft: typed } = toPartLink(await trx('partLinks').where({ id }).first()) as PartLink
    const part = Object.fromEntries(Object.entries(typed).filter(([slug]) => slugs.includes(slug)))
    const draft = await sealJson(trx, keyOfReport(row), { ...JSON.parse(row.draft), ...part })
    await trx('mutations').where({ id: mutationId }).update({ draft, savedAt: by.at })
    const { employerId } = row
    await note(trx, by, {
      action: 'part-link.use',
      object: mutationId,
      employerId,
      fields: Object.keys(part),
    })
    const path = `/e/${employerId}/mutations/${mutationId}`
    await owe(trx, { key: `${id}/used`, event: 'task', mutationId, employerId, path }, by.at)
    return true
  })
}
