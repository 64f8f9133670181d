import type { T } from '../../locales/i18n.js'
import { escapeHtml } from './html.js'

/** What the fields of one page are called: for the summary of what is wrong, which stands above them and is written before them. */
export interface FieldNames {
  /** The part that writes a field tells what it is called. */
  note(id: string, name: string | undefined): void
  /** The mark of a sentence of the summary, before which the name of its field may come. */
  mark(id: string, sentence: string): number
  /** The page without the marks, with the names where they are needed. */
  filled(html: string): string
}

/** Sentences that suit any field, such as `Bitte ausfüllen.` */
const general = ['required', 'choose', 'date', 'noSuchDay', 'amount', 'tooLong', 'unprintable']

export function fieldNames(t: T): FieldNames {
  const names = new Map<string, string>()
  const sentences: { id: string; sentence: string }[] = []
  const leadOf = (n: number): string => {
    const { id = '', sentence = '' } = sentences[n] ?? {}
    const isRepeated = sentences.filter((it) => it.sentence === sentence).length > 1
    return isRepeated || suitsAny(sentence, t) ? escapeHtml(nameBefore(id, names, t)) : ''
  }
  return {
    note: (id, name) => void (name && names.set(id, name)),
    mark: (id, sentence) => sentences.push({ id, sentence }) - 1,
    filled: (html) => html.replace(/ data-named="(\d+)">/g, (_, n: string) => `>${leadOf(Number(n))}`),
  }
}

function suitsAny(sentence: string, t: T): boolean {
  const open = { max: '\0', sign: '\0', typed: '\0', lastDate: '\0' }
  return general.some((key) => {
    const pieces = t(`common:errors.${key}`, open).split('\0')
    return (
      sentence.startsWith(pieces[0] ?? '') && (pieces.length === 1 || sentence.endsWith(pieces.at(-1) ?? ''))
    )
  })
}

/** `Vorname: `, or a question as it is; the second of two fields called the same, `Vorname (2): `. */
function nameBefore(id: string, names: Map<string, string>, t: T): string {
  const name = names.get(id)
  if (!name) return ''
  const isAlike = [...names.values()].filter((it) => it === name).length > 1
  const place = isAlike && /-(\d+)$/.exec(id)?.[1]
  const called = place ? `${name} (${Number(place) + 1})` : name
  return `${/[?!:.]$/.test(called) ? called : t('common:errors.of', { name: called })} `
}
