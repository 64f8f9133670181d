import type { Mailing } from '../../db/mailings/mailings.js'
import { type Language, languages } from '../../domain/kinds.js'
import { translatedInto } from '../../domain/mailing.js'
import { languageNames } from '../../locales/i18n.js'
import type { Speech } from '../mutations/summary.js'

type Counts = Partial<Record<Language, number>>
type Said = Pick<Mailing, 'subject' | 'text' | 'translations'>

/** A language, and how many employers are written to in it. */
export const membersIn = (language: Language, count: number, { t }: Pick<Speech, 't'>): string =>
  t('mailings:inLanguage', { language: languageNames[language], count })

/** The texts of a message as its pages show them, the German one first. */
export function textsOf({ subject, text, translations }: Said) {
  const all = { ...translations, de: { subject, text } }
  return languages.flatMap((language) => {
    const words = all[language]
    return words ? [{ language, name: languageNames[language], ...words }] : []
  })
}

/** Who gets which text: a sentence for each language that employers are written to in. */
export const sharesOf = ({ translations }: Said, counts: Counts, speech: Pick<Speech, 't'>): string[] =>
  languages.flatMap((language) => {
    const count = counts[language] ?? 0
    if (count === 0) return []
    if (language === 'de' || translations[language]) return [membersIn(language, count, speech)]
    return [speech.t('mailings:inGerman', { language: languageNames[language], count })]
  })

/** The fields for the other languages that employers are written to in, or in which something is typed already. */
export const fieldsFor = (
  { translations }: Said,
  counts: Counts,
  errors: Record<string, string>,
  speech: Pick<Speech, 't'>,
) =>
  translatedInto.flatMap((language) => {
    const count = counts[language] ?? 0
    const isTyped = translations[language] !== undefined
    if (count === 0 && !isTyped) return []
    const isOpen = isTyped || Object.keys(errors).some((field) => field.endsWith(`-${language}`))
    return [{ language, name: languageNames[language], title: membersIn(language, count, speech), isOpen }]
  })

/** What is typed in the other languages, by the names of the fields. */
export const typedTranslations = ({ translations }: Said): Record<string, string> =>
  Object.fromEntries(
    Object.entries(translations).flatMap(([language, { subject, text }]) => [
      [`subject-${language}`, subject],
      [`text-${language}`, text],
    ]),
  )
