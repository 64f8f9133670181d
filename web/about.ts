import { fullName, type Named } from '../domain/names.js'
import type { T } from '../locales/i18n.js'

/** What is done or reported for somebody, such as `Unterlagen nachreichen für Reto Zbinden`; alone while nobody is named. */
export function aboutWhom(what: string, person: Named, t: T): string {
  const name = fullName(person)
  return name ? t('mutations:about', { kind: what, name }) : what
}
