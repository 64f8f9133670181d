import type { T } from './i18n.js'

/** The name of a country (ISO 3166) in the reader's language; the code itself where nobody knows it. */
export function countryName(code: string, t: T): string {
  return new Intl.DisplayNames([t('mutations:locale')], { type: 'region' }).of(code) ?? code
}
