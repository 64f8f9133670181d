/** What a message of the office to employers is about. */
export const mailingTopics = ['general', 'personnel', 'salaries', 'finance'] as const
export type MailingTopic = (typeof mailingTopics)[number]

/** The kind of message in the mailbox of an employer: its name is a key of `messages:kind`. */
export const kindOfMailing = (topic: MailingTopic): string => `${topic}-notice`
