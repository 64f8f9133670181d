import type { Request } from 'express'
import type { MailingWords } from '../../db/mailings.js'
import { mailingTopics } from '../../domain/mailing.js'
import { type Fault, fault, one } from '../mutations/fields.js'

const subjectAtMost = 120
const textAtMost = 5000

/** The words of a message as somebody has typed them; nothing longer than the database takes. */
export function typedWords(req: Request): MailingWords {
  const { topic, subject, text } = req.body ?? {}
  return {
    topic: mailingTopics.find((it) => it === topic) ?? 'general',
    subject: one(subject).slice(0, 200),
    text: one(text).replace(/\r\n?/g, '\n').slice(0, 20_000),
  }
}

/** What is still missing or too long before a message can be sent. */
export function faultsIn({ subject, text }: Pick<MailingWords, 'subject' | 'text'>): Fault[] {
  const faults: Fault[] = []
  if (subject === '') faults.push(fault('subject', 'mailings:problems.subject'))
  if (subject.length > subjectAtMost)
    faults.push(fault('subject', 'common:errors.tooLong', { max: subjectAtMost }))
  if (text === '') faults.push(fault('text', 'mailings:problems.text'))
  if (text.length > textAtMost) faults.push(fault('text', 'common:errors.tooLong', { max: textAtMost }))
  return faults
}

export const lengths = { subject: subjectAtMost, text: textAtMost }
