import { readdirSync, readFileSync } from 'node:fs'
import i18next, { type Resource } from 'i18next'

/** The languages of the portal; the first is the one texts are written in and fall back to. */
export const languages = ['de', 'fr', 'it', 'en'] as const
export type Language = (typeof languages)[number]

/** Gives the text of a key such as `common:button.continue`, with `{{names}}` filled from `params`; `count` chooses the plural. */
export type T = (key: string, params?: Record<string, unknown>) => string

/** How each language calls itself. */
export const languageNames: Record<Language, string> = {
  de: 'Deutsch',
  fr: 'Français',
  it: 'Italiano',
  en: 'English',
}

export function isLanguage(text: unknown): text is Language {
  return languages.some((language) => language === text)
}

/** The texts of one language. Escaping is the template's business, so parameters come out as they are. */
export function translator(language: Language): T {
  return translators[language]
}

const texts = i18next.createInstance()
texts.init({
  initAsync: false,
  resources: Object.fromEntries(languages.map((language) => [language, namespaces(language)])),
  fallbackLng: 'de',
  supportedLngs: languages,
  defaultNS: 'common',
  interpolation: { escapeValue: false },
  returnNull: false,
})

const translators = Object.fromEntries(
  languages.map((language) => {
    const fixed = texts.getFixedT(language)
    return [language, (key, params) => String(fixed(key, params ?? {}))] satisfies [string, T]
  }),
) as Record<Language, T>

function namespaces(language: Language): Resource[string] {
  const folder = new URL(`./${language}/`, import.meta.url)
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return Object.fromEntries(
    files.map((file) => [
      file.slice(0, -'.json'.length),
      JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
    ]),
  )
}
