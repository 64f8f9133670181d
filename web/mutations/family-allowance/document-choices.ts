import type { Draft } from '../../../db/mutations.js'
import { type DocumentPurpose, documentPurposes } from '../../../domain/family-allowance/answers.js'

/** A document that is needed or may be sent: what it proves, and for which child. */
export interface Wanted {
  purpose: DocumentPurpose
  childKey?: string
}

interface KeptDocuments {
  /** Which child an upload is about, by the id of the document. */
  about: Record<string, string>
}

/** The child an upload is about, if it was said. */
export const childKeyOf = (draft: Draft, documentId: string): string | undefined =>
  (draft.documents as Partial<KeptDocuments> | undefined)?.about?.[documentId]

/** A wanted document as the value of a form field, and back; null for anything that is none. */
export const wantedValue = ({ purpose, childKey }: Wanted): string => [purpose, childKey ?? ''].join(' ')

export function wantedIn(value: string, childKeys: string[]): Wanted | null {
  const [word = '', childKey = ''] = value.split(' ')
  const purpose = documentPurposes.find((it) => it === word)
  if (!purpose) return null
  return childKeys.includes(childKey) ? { purpose, childKey } : { purpose }
}
