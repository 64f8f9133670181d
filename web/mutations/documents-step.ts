import type { Draft } from '../../db/reports/mutations.js'
import type { AskedDocument, SentDocument } from '../../domain/asked-document.js'
import type { T } from '../../locales/i18n.js'
import type { Facts, Step } from './journey.js'

/** What a kind of report says about its documents. */
export interface DocumentsOf {
  purposes: readonly string[]
  /** What the rules need, and what of it is not there yet. */
  needs(draft: Draft, facts: Facts): { needed: AskedDocument[]; missing: AskedDocument[] }
  /** Of whom a document may be: keys of children. */
  keys?(draft: Draft, facts: Facts): string[]
  label(asked: AskedDocument, draft: Draft, facts: Facts, t: T): string
  when?(draft: Draft, facts: Facts): boolean
}

/** The step where documents are uploaded, the same in every kind of report; what is missing may follow later. */
export function documentsStep(kind: DocumentsOf): Step {
  return {
    slug: 'documents',
    question: (_draft, t) => t('mutations:documents.question'),
    when: (draft, facts) => kind.when?.(draft, facts) ?? true,
    keep: (_typed, draft) => ({ about: {}, ...(draft.documents as object | undefined), seen: true }),
    faults: (draft) => ((draft.documents as { seen?: boolean } | undefined)?.seen ? [] : [unseen]),
    show(draft, facts, { t }) {
      const { needed, missing } = kind.needs(draft, facts)
      const sent = sentDocuments(draft, facts)
      const label = (asked: AskedDocument) => kind.label(asked, draft, facts, t)
      return {
        view: '/mutations/documents',
        values: {},
        uploads: facts.documents.map(({ id, name, size }) => ({
          ...{ id, name, size },
          proves: sent.filter(({ documentId }) => documentId === id).map(label),
        })),
        unproved: missing.map((asked) => ({ value: askedValue(asked), text: label(asked) })),
        missing: missing.map(label),
        days: facts.documentsDueDays,
        forms: needed.map((asked) => ({ value: askedValue(asked), label: label(asked) })),
        others: kind.purposes.map((purpose) => ({ value: purpose, text: label({ purpose }) })),
      }
    },
    wanted(value, draft, facts) {
      const [purpose = '', childKey = ''] = value.split(' ')
      if (!kind.purposes.includes(purpose)) return { purpose: 'other' }
      return kind.keys?.(draft, facts).includes(childKey) ? { purpose, childKey } : { purpose }
    },
  }
}

const unseen = { field: 'documents', key: 'common:errors.required', params: {} }

/** A wanted document as the value of a form field. */
export const askedValue = ({ purpose, childKey }: AskedDocument): string =>
  childKey ? `${purpose} ${childKey}` : purpose

/** Notes in a draft which child an upload is about. */
export function keepAbout(draft: Draft, documentId: string, { childKey }: AskedDocument): Draft {
  const kept = keptIn(draft)
  const about = childKey ? { ...kept.about, [documentId]: childKey } : kept.about
  return { ...draft, documents: { ...kept, about: about ?? {} } }
}

/** Notes in a draft that an upload proves something else as well: nobody sends the same file twice. */
export const keepAlso = (draft: Draft, documentId: string, asked: AskedDocument): Draft => ({
  ...draft,
  documents: { ...keptIn(draft), also: [...(keptIn(draft).also ?? []), { documentId, ...asked }] },
})

/** What was uploaded for a draft, for its answers: a file that proves several things stands there for each. */
export const sentDocuments = (draft: Draft, { documents }: Facts): SentDocument[] =>
  documents.flatMap(({ id, purpose }) => [
    { documentId: id, purpose, ...aboutOf(draft, id) },
    ...(keptIn(draft).also ?? []).filter(({ documentId }) => documentId === id),
  ])

function aboutOf(draft: Draft, documentId: string): { childKey?: string } {
  const childKey = keptIn(draft).about?.[documentId]
  return childKey ? { childKey } : {}
}

/** What a draft holds of its documents beside their rows. */
interface Kept {
  /** The child a document was sent for. */
  about?: Record<string, string>
  also?: SentDocument[]
}

const keptIn = (draft: Draft): Kept => (draft.documents ?? {}) as Kept
