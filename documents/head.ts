import type { Instant, IsoDate } from '../domain/dates.js'
import type { Language } from '../domain/kinds.js'
import { addressLine, type Block, type Letter, type Office } from './letter.js'
import type { Speech } from './speech.js'

/** A name, and its address as in the window of an envelope. */
export interface Addressee {
  name: string
  address: string[]
}

export type Insured = Addressee & { ahvNumber?: string }
export type Member = Addressee & { memberNumber: string }

/** What every letter about an employer's report begins with. */
export interface LetterHead {
  language: Language
  office: Office
  place: string
  date: IsoDate
  /** The moment of what the letter tells. */
  createdAt: Instant
  reference: string
  employer: Member
  /** Name of the person who decided; without one the office has written on what is on file. */
  signedBy?: string
}

/** The head of a letter to somebody, with a copy to whom else it matters. */
export function headOf(
  { language, office, place, date, createdAt, reference }: Omit<LetterHead, 'employer'>,
  to: Addressee,
  copy?: Addressee,
): Omit<Letter, 'title' | 'subject' | 'blocks'> {
  return {
    ...{ language, office, place, date, createdAt, reference },
    recipient: [to.name, ...to.address],
    ...(copy && { copyTo: [addressLine([copy.name, ...copy.address])] }),
  }
}

/** The greeting of the office and of whoever signs. */
export const closing = (
  { office, signedBy }: Pick<LetterHead, 'office' | 'signedBy'>,
  { t }: Pick<Speech, 't'>,
): Block => ({
  type: 'closing',
  greeting: t('letters:closing.greeting'),
  lines: [office.name, ...(signedBy ? [signedBy] : [])],
})

/** The greeting under a letter on benefits, and that it holds without a signature by hand. */
export const closingOfDecision = (
  head: Pick<LetterHead, 'office' | 'signedBy'>,
  speech: Pick<Speech, 't'>,
): Block[] => [
  closing(head, speech),
  { type: 'paragraph', tone: 'soft', text: speech.t('letters:closing.electronic') },
]
