import type { Language } from '../domain/kinds.js'
import { type Formats, formats } from '../locales/format.js'
import { type T, translator } from '../locales/i18n.js'

/** A language's sentences and its way of writing days and sums. */
export interface Speech {
  language: Language
  t: T
  fmt: Formats
}

export function speechOf(language: Language): Speech {
  return { language, t: translator(language), fmt: formats(language) }
}
