import type { Draft } from '../../../db/mutations.js'
import {
  type ChildAnswers,
  type DocumentPurpose,
  documentPurposes,
} from '../../../domain/family-allowance/answers.js'
import { missingDocuments } from '../../../domain/family-allowance/documents.js'
import { propose } from '../../../domain/family-allowance/propose.js'
import type { T } from '../../../locales/i18n.js'
import type { Facts, Step } from '../journey.js'
import { answersSoFar, employerCircumstances } from './answers.js'
import { childKeyOf, type Wanted, wantedIn, wantedValue } from './document-choices.js'
import { isEnd } from './request.js'
import { nameOf } from './summary.js'

/** The documents that decide something; what is missing may follow later. */
export const documents: Step = {
  slug: 'documents',
  question: (_draft, t) => t('familyAllowance:documents.question'),
  when: (draft) => !isEnd(draft),
  keep: (_typed, draft) => ({ about: {}, ...(draft.documents as object | undefined), seen: true }),
  faults: (draft) => ((draft.documents as { seen?: boolean } | undefined)?.seen ? [] : [unseen]),
  show: (draft, facts, { t }) => {
    const { needed, missing, children } = wantedDocuments(draft, facts)
    const names = children.map((child) => ({ key: child.key, name: nameOf(child) }))
    const label = (wanted: Wanted) => documentName(wanted, names, t)
    const uploads = facts.documents.map((it) => ({
      id: it.id,
      name: it.name,
      size: it.size,
      label: label({ purpose: it.purpose as DocumentPurpose, childKey: childKeyOf(draft, it.id) }),
    }))
    return {
      values: {},
      uploads,
      missing: missing.map(label),
      days: facts.documentsDueDays,
      forms: needed.map((wanted) => ({ value: wantedValue(wanted), label: label(wanted) })),
      others: documentPurposes.map((purpose) => ({
        value: purpose,
        text: t(`familyAllowance:document.${purpose}`),
      })),
    }
  },
}

const unseen = { field: 'documents', key: 'common:errors.required', params: {} }

/** Notes in a draft which child an upload is about. */
export function keepAbout(draft: Draft, documentId: string, { childKey }: Wanted): Draft {
  const kept = (draft.documents ?? {}) as { about?: Record<string, string> }
  const about = childKey ? { ...kept.about, [documentId]: childKey } : kept.about
  return { ...draft, documents: { ...kept, about: about ?? {} } }
}

/** What an upload form says it sends. */
export function wantedOf(value: string, draft: Draft, facts: Facts): Wanted | null {
  const answers = answersSoFar(draft, facts)
  const keys = 'value' in answers ? answers.value.children.map(({ key }) => key) : []
  return wantedIn(value, keys)
}

/** Names of wanted documents, with the child they are about. */
export const documentNames = (all: Wanted[], children: { key: string; name: string }[], t: T): string[] =>
  all.map((wanted) => documentName(wanted, children, t))

function documentName(
  { purpose, childKey }: Wanted,
  children: { key: string; name: string }[],
  t: T,
): string {
  const child = children.find(({ key }) => key === childKey)
  const name = t(`familyAllowance:document.${purpose}`)
  return child ? `${name}, ${child.name}` : name
}

function wantedDocuments(
  draft: Draft,
  facts: Facts,
): { needed: Wanted[]; missing: Wanted[]; children: ChildAnswers[] } {
  const reading = answersSoFar(draft, facts)
  if ('faults' in reading) return { needed: [], missing: [], children: [] }
  const answers = reading.value
  const { lines, missing } = propose(answers, employerCircumstances(facts))
  const needed = missingDocuments({ ...answers, documents: [] }, lines)
  return { needed, missing, children: answers.children }
}
