import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { Language } from '../../domain/kinds.js'
import type { MailingTopic } from '../../domain/mailing.js'
import { type By, note } from '../audit/note.js'
import { type EmployerFilter, wantedEmployers } from '../employers/list.js'
import { promiseMailing } from '../outbox.js'
import { destroyKeys, sealText } from '../person-keys.js'
import { keepTranslations, type Translations, translationsOf } from './words.js'

/** What the office writes to one employer or to many. */
export interface Mailing {
  id: string
  /** `open`: being delivered. */
  status: 'draft' | 'open' | 'done'
  topic: MailingTopic
  /** In German. */
  subject: string
  text: string
  translations: Translations
  audience: Audience
  createdBy: string
  savedAt: Instant
  sentAt: Instant | null
  doneAt: Instant | null
}

/** Whom a message is for: chosen employers, or all whom a filter of the register finds when it is sent. */
export type Audience = { employers: string[] } | { filter: EmployerFilter }

export type MailingWords = Pick<Mailing, 'topic' | 'subject' | 'text'> &
  Partial<Pick<Mailing, 'translations'>>

/** Begins a message to employers, without words yet; answers its id. A second click finds the one that nobody has touched. */
export async function beginMailing(
  db: Knex,
  audience: Audience,
  by: By,
  id: string = randomUUID(),
): Promise<string> {
  const empty = { status: 'draft', topic: 'general', subject: '', text: '', createdBy: by.actor, audience: JSON.stringify(audience) } // biome-ignore format: one line
  return db.transaction(async (trx) => {
    const files = trx('mailing_files').whereRaw('mailing_files.mailing_id = mailings.id')
    const translated = trx('mailing_words').whereRaw('mailing_words.mailing_id = mailings.id')
    const untouched = await trx('mailings')
      .where(empty)
      .whereNotExists(files)
      .whereNotExists(translated)
      .first('id')
    if (untouched) return untouched.id
    await trx('mailings').insert({ id, ...empty, savedAt: by.at })
    await note(trx, by, { action: 'mailing.begin', object: id })
    return id
  })
}

/** A message to employers, or null. */
export async function findMailing(db: Knex, id: string): Promise<Mailing | null> {
  const row = await db('mailings').where({ id }).first()
  if (!row) return null
  return { ...row, audience: JSON.parse(row.audience), translations: await translationsOf(db, id) }
}

/** Keeps what was typed into a draft, right or wrong. False if it was sent or is gone. */
export async function saveMailing(db: Knex, id: string, words: MailingWords, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const { topic, subject } = words
    const text = await sealText(trx, id, words.text)
    const saved = await trx('mailings')
      .where({ id, status: 'draft' })
      .update({ topic, subject, text, savedAt: by.at })
    if (saved === 1) await keepTranslations(trx, id, words.translations ?? {})
    return saved === 1
  })
}

/** Throws away a draft with its files. False if it was sent or is gone. */
export function dropMailing(db: Knex, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const dropped = await trx('mailings').where({ id, status: 'draft' }).delete()
    if (dropped !== 1) return false
    await destroyKeys(trx, [id])
    await note(trx, by, { action: 'mailing.drop', object: id })
    return true
  })
}

/** The employers a message would go to now. */
export const audienceOf = (db: Knex, audience: Audience): Knex.QueryBuilder =>
  'filter' in audience
    ? wantedEmployers(db, audience.filter)
    : db('employers').whereIn('employers.id', audience.employers)

/** How many a message would go to now, and the first of them by name. */
export async function previewOf(
  db: Knex,
  audience: Audience,
  limit: number,
): Promise<{ found: number; first: { id: string; name: string; memberNumber: string; city: string }[] }> {
  const counted = await audienceOf(db, audience).count({ found: '*' }).first()
  const first = await audienceOf(db, audience)
    .orderBy(['employers.name', 'employers.id'])
    .limit(limit)
    .select('employers.id', 'employers.name', 'employers.memberNumber', 'employers.city')
  return { found: Number(counted?.found ?? 0), first }
}

/** How many of those a message would go to now are written to in each language. */
export async function languagesIn(db: Knex, audience: Audience): Promise<Partial<Record<Language, number>>> {
  const rows: { language: Language; found: number | string }[] = await audienceOf(db, audience)
    .groupBy('employers.language')
    .select('employers.language')
    .count({ found: '*' })
  return Object.fromEntries(rows.map(({ language, found }) => [language, Number(found)]))
}

/**
 * Sends a draft: fixes who gets it and promises its workflow, in one transaction. `sent` as well where it was sent before;
 * `changed` and nothing done where it would go to another number than was confirmed; `missing` where there is none.
 */
export function sendMailing(
  db: Knex,
  id: string,
  confirmed: number,
  by: By,
): Promise<'sent' | 'changed' | 'missing'> {
  return db.transaction(async (trx) => {
    const row = await trx('mailings').where({ id }).forUpdate().first('status', 'audience')
    if (!row) return 'missing'
    if (row.status !== 'draft') return 'sent'
    const { found } = await previewOf(trx, JSON.parse(row.audience), 0)
    if (found === 0 || found !== confirmed) return 'changed'
    const wanted = audienceOf(trx, JSON.parse(row.audience)).select(trx.raw('?', [id]), 'employers.id')
    await trx(trx.raw('mailing_recipients (mailing_id, employer_id)')).insert(wanted)
    await trx('mailings').where({ id }).update({ status: 'open', sentAt: by.at })
    await note(trx, by, { action: 'mailing.send', object: id })
    await promiseMailing(trx, id, by.at)
    return 'sent'
  })
}

/** Notes that a message has reached everybody, once. */
export function finishMailing(db: Knex, id: string, by: By): Promise<void> {
  return db.transaction(async (trx) => {
    const done = await trx('mailings').where({ id, status: 'open' }).update({ status: 'done', doneAt: by.at })
    if (done === 1) await note(trx, by, { action: 'mailing.finish', object: id })
  })
}
