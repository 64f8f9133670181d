import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import { lastEvent } from '../events.js'
import { promiseWebhook } from '../outbox.js'
import type { Vault } from '../seal.js'

/** Where a system is told that something has happened. */
export interface Webhook {
  systemId: string
  url: string
  status: 'on' | 'off'
  lastOkAt: Instant | null
  /** Until when the secret before the present one signs as well. */
  oldUntil: Instant | null
}

/** What the secrets of a webhook are bound to. */
export const placeOfWebhook = (systemId: string): string => `webhook/${systemId}`

export async function findWebhook(db: Knex, systemId: string): Promise<Webhook | null> {
  return (await db('webhooks').where({ systemId }).first()) ?? null
}

/**
 * Sets where a system is told, and switches it on or off. A new webhook begins with what happens from now on, and answers its
 * secret once (`whsec_…`); for one that is there the answer is null.
 */
export function setWebhook(
  db: Knex,
  vault: Vault,
  systemId: string,
  { url, status }: Pick<Webhook, 'url' | 'status'>,
  by: By,
): Promise<string | null> {
  return db.transaction(async (trx) => {
    const known = await trx('webhooks').where({ systemId }).update({ url, status })
    const secret = known === 1 ? null : newSecret()
    if (secret) {
      const row = { systemId, url, status, secret: sealed(vault, systemId, secret) }
      await trx('webhooks').insert({ ...row, queuedSeq: await lastEvent(trx) })
    }
    await note(trx, by, { action: 'webhook.set', object: systemId, fields: [status] })
    if (status === 'on') await promiseWebhook(trx, systemId, by.at)
    return secret
  })
}

/** Gives a webhook a new secret; the one before it signs as well for a day, so that the receiver can change over. */
export function rotateWebhookSecret(db: Knex, vault: Vault, systemId: string, by: By): Promise<string> {
  return db.transaction(async (trx) => {
    const secret = newSecret()
    const { secret: before } = await trx('webhooks').where({ systemId }).first()
    const oldUntil = new Date(Date.parse(by.at) + 86_400_000).toISOString()
    await trx('webhooks')
      .where({ systemId })
      .update({ secret: sealed(vault, systemId, secret), oldSecret: before, oldUntil })
    await note(trx, by, { action: 'webhook.rotate', object: systemId })
    return secret
  })
}

/** A webhook with the secrets that sign now. */
export async function webhookToTell(
  db: Knex,
  vault: Vault,
  systemId: string,
  at: Instant,
): Promise<{ url: string; secrets: string[] } | null> {
  const row = await db('webhooks').where({ systemId, status: 'on' }).first()
  if (!row) return null
  const open = (text: string) => vault.open(Buffer.from(text, 'base64'), placeOfWebhook(systemId)).toString()
  const old = row.oldSecret && row.oldUntil > at ? [open(row.oldSecret)] : []
  return { url: row.url, secrets: [open(row.secret), ...old] }
}

/** 32 random bytes in base64, as Standard Webhooks write them. */
const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`
const sealed = (vault: Vault, systemId: string, secret: string) =>
  vault.seal(Buffer.from(secret), placeOfWebhook(systemId)).toString('base64')
