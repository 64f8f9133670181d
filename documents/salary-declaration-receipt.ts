import { type Instant, swissDate } from '../domain/dates.js'
import type { Language } from '../domain/kinds.js'
import { legible } from '../domain/script.js'
import { closing } from './head.js'
import type { Letter, Office } from './letter.js'
import { speechOf } from './speech.js'

/** Everything a receipt for released wages says on paper. Amounts in Rappen. */
export interface SalaryReceipt {
  language: Language
  office: Office
  place: string
  reference: string
  year: number
  releasedAt: Instant
  /** Name of who released them. */
  releasedBy: string
  file: { name: string; sha256: string } | null
  persons: number
  ahv: number
  alv: number
  allowances: number
  employer: { name: string; address: string[]; memberNumber: string }
  /** Address at which anybody can verify it. */
  verify: string
}

/** The receipt on paper: what was released, and how anybody can verify it. */
export function salaryDeclarationReceipt(it: SalaryReceipt): Letter {
  const { t, fmt } = speechOf(it.language)
  const say = (key: string, values = {}) => t(`salaryReceipt:${key}`, values)
  const row = (label: string, value: string) => ({ label, value })
  return {
    ...{ language: it.language, office: it.office, place: it.place, reference: it.reference },
    ...{ recipient: [it.employer.name, ...it.employer.address], createdAt: it.releasedAt },
    date: swissDate(it.releasedAt),
    title: say('title'),
    subject: say('subject', { year: it.year }),
    blocks: [
      { type: 'paragraph', text: t('letters:salutation') },
      { type: 'paragraph', text: say('opening', { year: it.year }) },
      {
        type: 'facts',
        rows: [
          row(say('released'), fmt.instant(it.releasedAt)),
          row(say('by'), it.releasedBy),
          row(say('member'), it.employer.memberNumber),
          row(say('persons'), fmt.number(it.persons)),
          row(say('ahv'), fmt.money(it.ahv)),
          row(say('alv'), fmt.money(it.alv)),
          row(say('allowances'), fmt.money(it.allowances)),
          ...(it.file
            ? [row(say('file'), legible(it.file.name)), row(say('hash'), it.file.sha256)]
            : [row(say('file'), say('noFile'))]),
        ],
      },
      { type: 'heading', text: say('verify') },
      {
        type: 'code',
        address: it.verify,
        text: `${say('verifyText', { address: it.verify })} ${say('offline')}`,
      },
      closing(it, { t }),
    ],
  }
}
