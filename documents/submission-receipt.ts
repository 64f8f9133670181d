import { type Instant, swissDate } from '../domain/dates.js'
import type { Language } from '../domain/kinds.js'
import { legible } from '../domain/script.js'
import { closing } from './head.js'
import type { Block, Letter, Office } from './letter.js'
import { speechOf } from './speech.js'

/** What a confirmation of receipt says; labels, values and steps are written in its language already. */
export interface SubmissionReceipt {
  language: Language
  office: Office
  place: string
  reference: string
  /** What was reported, such as `Familienzulagen: neue Anmeldung`. */
  matter: string
  submittedAt: Instant
  /** Who sent it. */
  submitter: string
  member: { name: string; address: string[]; memberNumber: string }
  /** Whom it is about. */
  person: string
  sections: { title: string; rows: { label: string; value: string }[] }[]
  /** Names of the documents sent along. */
  attachments: string[]
  /** What happens next, one sentence each. */
  next: string[]
}

/** Confirms that a report has come in, and with what content; decides nothing. */
export function submissionReceipt(receipt: SubmissionReceipt): Letter {
  const { language, member, submittedAt } = receipt
  const { t, fmt } = speechOf(language)
  const summary = receipt.sections.flatMap(({ title, rows }): Block[] => [
    { type: 'heading', level: 3, text: title },
    { type: 'facts', rows },
  ])
  return {
    language,
    title: t('letters:receipt.title'),
    office: receipt.office,
    place: receipt.place,
    date: swissDate(submittedAt),
    recipient: [member.name, ...member.address],
    reference: receipt.reference,
    subject: t('letters:receipt.subject', { matter: receipt.matter }),
    blocks: [
      { type: 'paragraph', text: t('letters:salutation') },
      { type: 'paragraph', text: t('letters:receipt.opening', { when: fmt.instant(submittedAt) }) },
      {
        type: 'facts',
        rows: [
          { label: t('letters:facts.reference'), value: receipt.reference },
          { label: t('letters:facts.submittedAt'), value: fmt.instant(submittedAt) },
          { label: t('letters:facts.submitter'), value: receipt.submitter },
          { label: t('letters:facts.member'), value: `${member.name}\n${member.memberNumber}` },
          { label: t('letters:facts.person'), value: receipt.person },
        ],
      },
      { type: 'heading', text: t('letters:receipt.next') },
      { type: 'list', items: receipt.next },
      { type: 'paragraph', tone: 'strong', text: t('letters:receipt.noDecision') },
      { type: 'heading', text: t('letters:receipt.attachments') },
      receipt.attachments.length > 0
        ? { type: 'list', items: receipt.attachments.map(legible) }
        : { type: 'paragraph', text: t('letters:receipt.noAttachments') },
      closing(receipt, { t }),
      { type: 'heading', text: t('letters:receipt.summary') },
      ...summary,
    ],
    createdAt: submittedAt,
  }
}
