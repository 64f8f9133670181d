import type { Knex } from 'knex'
import type { Language } from '../../domain/kinds.js'
import type { Words } from '../../domain/mailing.js'
import { sealText } from '../person-keys.js'

/** The texts of a message in other languages than German. */
export type Translations = Partial<Record<Language, Words>>

/** The texts of a message in other languages, as they were typed. */
export async function translationsOf(db: Knex, mailingId: string): Promise<Translations> {
  const rows: (Words & { language: Language })[] = await db('mailingWords').where({ mailingId })
  return Object.fromEntries(rows.map(({ language, subject, text }) => [language, { subject, text }]))
}

/** Keeps the texts of a draft in other languages, in place of those before; what is empty is none. */
export async function keepTranslations(
  trx: Knex.Transaction,
  mailingId: string,
  translations: Translations,
): Promise<void> {
  await trx('mailingWords').where({ mailingId }).delete()
  for (const [language, { subject, text }] of Object.entries(translations))
    if (subject || text)
      await trx('mailingWords').insert({
        ...{ mailingId, language, subject },
        text: await sealText(trx, mailingId, text),
      })
}

/** Joins to `messages` what the office has written in the language of their employer, as `own`; SQL. */
export const withOwnWords = `left join mailing_words as own on own.mailing_id = messages.mailing_id
  and own.language = (select employers.language from employers where employers.id = messages.employer_id)`

/** What a message of the office is called in the language of its employer, or else in German; SQL. */
export const heading = 'coalesce(own.subject, mailings.subject)'
