import { fullName, listName, type Named } from '../domain/names.js'
import type { T } from '../locales/i18n.js'

/** What is done or reported for somebody, such as `Unterlagen nachreichen für Reto Zbinden`; alone while nobody is named. */
export const aboutWhom = (what: string, person: Named, t: T): string => about(what, fullName(person), t)

/** The same for the office, which has the last name first everywhere: `Unterlagen nachreichen für Zbinden Reto`. */
export const aboutListed = (what: string, person: Named, t: T): string => about(what, listName(person), t)

const about = (what: string, name: string, t: T): string =>
  name ? t('mutations:about', { kind: what, name }) : what
