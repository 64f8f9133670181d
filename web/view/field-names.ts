import type { T } from '../../locales/i18n.js'
import { escapeHtml } from './html.js'

/** What the fields of one page are called: for the summary of what is wrong, which stands above them and is written before them. */
export interface FieldNames {
  /** The part that writes a field tells what it is called. */
  note(id: string, name: string | undefined): void
  /** The place for the name of a field before its sentence in the summary; none where the sentence says itself what it is about. */
  place(id: string, sentence: string): string
  /** The page with the names in their places. */
  filled(html: string): string
}

/** Sentences that suit any field, such as `Bitte ausfüllen.` */
const general = ['required', 'choose', 'date', 'amount', 'tooLong', 'unprintable']

export function fieldNames(t: T): FieldNames {
  const names = new Map<string, string>()
  const wanted: string[] = []
  return {
    note: (id, name) => void (name && names.set(id, name)),
    place: (id, sentence) => (suitsAny(sentence, t) ? `<!--field ${wanted.push(id) - 1}-->` : ''),
    filled: (html) =>
      html.replace(/<!--field (\d+)-->/g, (_, n: string) => leadOf(wanted[Number(n)] ?? '', names, t)),
  }
}

function suitsAny(sentence: string, t: T): boolean {
  return general.some((key) => {
    const [head = '', tail = ''] = t(`common:errors.${key}`, { max: '\0', sign: '\0' }).split('\0')
    return sentence.startsWith(head) && sentence.endsWith(tail)
  })
}

/** `Vorname: `, or a question as it is; the second of two fields called the same, `Vorname (2): `. */
function leadOf(id: string, names: Map<string, string>, t: T): string {
  const name = names.get(id)
  if (!name) return ''
  const alike = [...names.values()].filter((it) => it === name).length > 1
  const place = alike && /-(\d+)$/.exec(id)?.[1]
  const called = place ? `${name} (${Number(place) + 1})` : name
  return escapeHtml(`${/[?!:.]$/.test(called) ? called : t('common:errors.of', { name: called })} `)
}
