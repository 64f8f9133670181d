import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { Language } from '../../domain/kinds.js'
import { promisePost } from '../outbox.js'
import type { Vault } from '../seal.js'

/** What people are written about their own access. */
export type AccountMailKind =
  | 'activation'
  | 'new-factor'
  | 'reset'
  | 'email-code'
  | 'password-changed'
  | 'app-changed'
  | 'phone-changed'
  | 'passkeys-changed'
  | 'identity-linked'
  | 'provider-linked'
  | 'recovery-renewed'
  | 'recovery-used'
  | 'email-changed'
  | 'factors-reset'
  | 'locked'
  | 'mandate-ended'
  | 'part-link'

export interface AccountMail {
  id: string
  kind: AccountMailKind
  recipient: string
  language: Language
  /** Such as the token of a link, or the name of an employer. */
  content: Record<string, string>
}

/** Owes somebody a mail about their access; answers its id. What it says is sealed until it was sent. */
export async function oweAccountMail(
  trx: Knex.Transaction,
  vault: Vault,
  { recipient, language }: { recipient: string; language: Language },
  kind: AccountMailKind,
  content: Record<string, string>,
  at: Instant,
): Promise<string> {
  const id = randomUUID()
  const sealed = vault.seal(Buffer.from(JSON.stringify(content)), placeOfMail(id)).toString('base64')
  await trx('accountMails').insert({ id, kind, recipient, language, content: sealed, createdAt: at })
  await promisePost(trx, id, at)
  return id
}

/** Owes a user a mail about their access that only says what was done. */
export async function tell(
  trx: Knex.Transaction,
  vault: Vault,
  userId: string,
  kind: AccountMailKind,
  at: Instant,
  content: Record<string, string> = {},
): Promise<void> {
  const { email, language } = await trx('users').where({ id: userId }).first('email', 'language')
  await oweAccountMail(trx, vault, { recipient: email, language }, kind, content, at)
}

/** The mail of this id, if it is still owed. */
export async function owedAccountMail(db: Knex, vault: Vault, id: string): Promise<AccountMail | null> {
  const row = await db('accountMails').where({ id, sentAt: null, failedAt: null }).first()
  if (!row) return null
  const { kind, recipient, language } = row
  const content = JSON.parse(vault.open(Buffer.from(row.content, 'base64'), placeOfMail(id)).toString())
  return { id, kind, recipient, language, content }
}

/** Notes that a mail was accepted by the mail server, or refused for good, and forgets what it said. */
export async function settleAccountMail(
  db: Knex,
  id: string,
  settled: { sentAt: Instant } | { failedAt: Instant },
): Promise<void> {
  await db('accountMails')
    .where({ id })
    .update({ ...settled, content: '' })
}

/** What the content of a mail is bound to. */
export const placeOfMail = (id: string): string => `account-mail/${id}`
