import type { Request } from 'express'
import type { Mailing } from '../../db/mailings/mailings.js'
import { mailingTopics, translatedInto, type Words } from '../../domain/mailing.js'
import { languageNames } from '../../locales/i18n.js'
import { type Fault, fault, one } from '../mutations/fields.js'

/** How many signs may be written. */
export const lengths = { subject: 120, text: 5000 }

type Typed = Pick<Mailing, 'topic' | 'subject' | 'text' | 'translations'>

/** The words of a message as somebody has typed them; nothing longer than the database takes. */
export function typedWords(req: Request): Typed {
  const body = req.body ?? {}
  const translations = translatedInto
    .map((language) => [language, wordsIn(body, `-${language}`)] as const)
    .filter(([, { subject, text }]) => subject || text)
  return {
    topic: mailingTopics.find((it) => it === body.topic) ?? 'general',
    ...wordsIn(body),
    translations: Object.fromEntries(translations),
  }
}

const wordsIn = (body: Record<string, unknown>, ending = ''): Words => ({
  subject: one(body[`subject${ending}`]).slice(0, 200),
  text: one(body[`text${ending}`]).replace(/\r\n?/g, '\n').slice(0, 20_000),
})

/** What is still missing or too long before a message can be sent; a text in another language is whole or not there. */
export function faultsIn({ subject, text, translations }: Omit<Typed, 'topic'>): Fault[] {
  const faults = tooLong({ subject, text })
  if (subject === '') faults.unshift(fault('subject', 'mailings:problems.subject'))
  if (text === '') faults.push(fault('text', 'mailings:problems.text'))
  for (const code of translatedInto) {
    const words = translations[code]
    if (!words) continue
    const language = languageNames[code]
    if (words.subject === '')
      faults.push(fault(`subject-${code}`, 'mailings:problems.subjectIn', { language }))
    if (words.text === '') faults.push(fault(`text-${code}`, 'mailings:problems.textIn', { language }))
    faults.push(...tooLong(words, `-${code}`))
  }
  return faults
}

const tooLong = (words: Words, ending = ''): Fault[] =>
  (['subject', 'text'] as const)
    .filter((field) => words[field].length > lengths[field])
    .map((field) => fault(`${field}${ending}`, 'common:errors.tooLong', { max: lengths[field] }))
