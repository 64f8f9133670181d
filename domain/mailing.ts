import { languages } from './kinds.js'

/** What a message of the office to employers is about. */
export const mailingTopics = ['general', 'personnel', 'salaries', 'finance'] as const
export type MailingTopic = (typeof mailingTopics)[number]

/** The kind of message in the mailbox of an employer: its name is a key of `messages:kind`. */
export const kindOfMailing = (topic: MailingTopic): string => `${topic}-notice`

/** The languages in which a text may be added: the German one is always there, and read where there is no other. */
export const translatedInto = languages.filter((it) => it !== 'de')

/** What a message says in one language. */
export interface Words {
  subject: string
  text: string
}
