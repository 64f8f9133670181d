import type { SentDocument } from '../asked-document.js'
import type { IsoDate } from '../dates.js'
import type { CivilStatus } from '../family-allowance/answers.js'
import type { Canton, Language } from '../kinds.js'

/** What an employer states when somebody begins to work. Money in Rappen, dates as ISO days. */
export interface NewEmployeeAnswers {
  person: NewPerson
  contact: Contact
  work: NewWork
  /** For the insurance card: asked of those who have no AHV number yet. */
  card?: CardRegistration
  documents: SentDocument[]
}

export interface NewPerson {
  /** As `756.1234.5678.97`; absent while the person has none. */
  ahvNumber?: string
  firstName: string
  lastName: string
  birthDate: IsoDate
  sex: 'female' | 'male'
  /** ISO 3166. */
  nationality: string
}

export interface Contact {
  civilStatus: CivilStatus
  street: string
  zip: string
  city: string
  /** ISO 3166. */
  country: string
  language: Language
}

export interface NewWork {
  startsOn: IsoDate
  /** Last day of a contract that ends by itself. */
  endsOn?: IsoDate
  canton: Canton
  workplace: string
  /** Per cent. */
  workload: number
  function: string
  personnelNumber?: string
  /** Rappen, gross. */
  monthlyWage: number
  /** Whether the person wants family allowances: reported on its own. */
  allowances: boolean
}

/** What the central office needs to register somebody with the AHV. */
export interface CardRegistration {
  /** All of them, as in the passport. */
  allFirstNames: string
  /** Name before the first marriage. */
  singleName: string
  birthPlace: string
  mother: string
  father: string
}

export const entryPapers = ['identity', 'other'] as const
