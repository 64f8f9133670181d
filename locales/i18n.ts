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
  languages.map((language) => [language, createTranslator(language)]),
) as Record<Language, T>

// i18next finds the text and its plural once; a page asks for dozens of them, so from then on only the names are filled in.
function createTranslator(language: Language): T {
  const find = texts.getFixedT(language)
  const plural = new Intl.PluralRules(language)
  const found = new Map<string, string>()
  return (key, params = {}) => {
    const { count } = params
    const form = typeof count === 'number' ? `${key} ${plural.select(count)}` : key
    const text = found.get(form) ?? String(find(key, { count, skipInterpolation: true }))
    if (text !== key) found.set(form, text)
    return text.includes('{{')
      ? text.replace(/{{(\w+)}}/g, (_, name: string) => String(params[name] ?? ''))
      : text
  }
}

/** The names that stand directly below a key, such as all kinds of messages. */
export function namesBelow(namespace: string, path: string): string[] {
  return Object.keys(texts.getResource('de', namespace, path) ?? {})
}

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
