import type { IsoDate } from '../dates.js'
import type { Canton } from '../kinds.js'
import type { Rappen } from '../money.js'

/** How the wages came in: a file of a payroll program, our Excel template, typed in the portal, or no wages at all. */
export const ways = ['elm', 'excel', 'online', 'none'] as const
export type Way = (typeof ways)[number]

/** Where something stands in what was sent: a line of the XML, a cell of the sheet, a row of the form. */
export type Place = number | string

/** A stretch of contributory work. Its days exist, or are empty where they could not be read. Negative amounts take back what was declared before. */
export interface AhvSegment {
  place: Place
  /** Institution of the file it is addressed to, such as `#AHV`; empty where there is none but ours. */
  institution: string
  from: IsoDate
  to: IsoDate
  /** Contributory wage of AHV/IV/EO. */
  ahv: Rappen
  /** Wage without AHV contributions: a pensioner's free allowance, minors, wages not liable. */
  ahvFree: Rappen
  /** Wage insured in ALV. */
  alv: Rappen
  /** Wage above the cap of ALV that bore the supplement of one per cent (until 2022). */
  alvSupplement: Rappen
  /** Wage without ALV contributions. */
  alvFree: Rappen
  /** The part of `ahv` that was earned in earlier years (individual accounts). */
  splits: { from: IsoDate; to: IsoDate; ahv: Rappen }[]
}

export interface PaidChild {
  place: Place
  name: string
  birthDate: IsoDate | null
  ahvNumber: string | null
  from: IsoDate
  to: IsoDate
  /** Monthly allowances of the whole stretch. */
  monthly: Rappen
  /** Birth or adoption allowance. */
  once: Rappen
}

/** A wage of the family compensation fund in the canton of work, with the allowances paid out beside it. */
export interface FakSegment {
  place: Place
  institution: string
  from: IsoDate
  to: IsoDate
  wage: Rappen
  canton: Canton
  /** Everything that was paid out, per person or per child. */
  allowances: Rappen
  children: PaidChild[]
}

/** A person as declared, with everything that was said about them. */
export interface DeclaredPerson {
  place: Place
  /** As typed where it is wrong; null where it is not known yet. */
  ahvNumber: string | null
  personnelNumber: string | null
  lastName: string
  firstName: string
  sex: 'F' | 'M' | null
  birthDate: IsoDate | null
  entry: IsoDate | null
  exit: IsoDate | null
  /** Reported with this file, where the payroll program sends entries and exits. */
  reports: { what: 'entry' | 'exit'; on: IsoDate }[]
  ahv: AhvSegment[]
  fak: FakSegment[]
  remark: string
  /** Taken out in the portal: declared by mistake. */
  removed?: boolean
  /** What could not be read: found by the reader, shown with the other findings. */
  unreadable: { field: Field; place: Place; typed: string }[]
}

/** A field of a line that a finding is about. */
export type Field = 'ahvNumber' | 'lastName' | 'firstName' | 'sex' | 'birthDate' | 'entry' | 'exit' | 'from' | 'to' | 'canton'
  | 'ahv' | 'ahvFree' | 'alv' | 'alvSupplement' | 'alvFree' | 'wage' | 'allowances' | 'child' | 'splits' | 'institution' // biome-ignore format: two lines read better than twenty

export interface AhvTotals {
  ahv: Rappen
  ahvFree: Rappen
  alv: Rappen
  alvSupplement: Rappen
  alvFree: Rappen
}

export interface CantonTotals {
  wage: Rappen
  allowances: Rappen
}

/** Who a file says it is from and for. */
export interface Institution {
  id: string
  kind: 'ahv' | 'fak'
  office: string
  member: string
}

/** What a file says about itself before the first person. */
export interface Opening {
  /** Standard and version as written, such as `5.0`; null for what is typed in the portal. */
  version: string | null
  /** The namespaces are not those of a known version. */
  unfamiliar: boolean
  company: string
  uid: string | null
  /** A trial: checked and shown, never booked. */
  test: boolean
  /** The declaration that this one replaces, as the file names it. */
  replaces: string | null
}

/** What a file says about itself after the last person. Null where it says nothing. */
export interface Closing {
  year: number | null
  institutions: Institution[]
  ahvTotals: ({ institution: string; place: Place } & AhvTotals)[]
  fakTotals: ({ institution: string; place: Place; canton: string } & CantonTotals)[]
  ahvCount: number | null
  fakCount: number | null
  /** Line of the counters or totals, for what is wrong with them. */
  place: Place
}

/** What all segments come to: the portal's own sums. */
export interface Sums extends AhvTotals {
  persons: number
  ahvCount: number
  fakCount: number
  /** By canton; all wages of the family compensation fund. */
  cantons: Partial<Record<Canton, CantonTotals>>
  allowances: Rappen
  /** By accounting year: corrections of earlier years stand on their own. */
  years: Record<number, YearSums>
}

/** What a year's rates are applied to. */
export interface YearSums extends AhvTotals {
  cantons: Partial<Record<Canton, CantonTotals>>
}
