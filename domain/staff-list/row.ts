import type { IsoDate } from '../dates.js'
import type { Canton } from '../kinds.js'

/** The columns of the staff list in a file, in their order. */
export const staffColumns = [
  'lastName', 'firstName', 'birthDate', 'ahvNumber', 'personnelNumber', 'function', 'workplace', 'canton',
  'workload', 'startsOn', 'endsOn',
] as const // biome-ignore format: two rows
export type StaffColumn = (typeof staffColumns)[number]

/** What an employer keeps by itself. All else decides about insurance and allowances, and is reported to the office. */
export const ownColumns = ['personnelNumber', 'function', 'workplace', 'workload'] as const
export type OwnColumn = (typeof ownColumns)[number]

/** Without these a row is about nobody. */
export const neededColumns = ['lastName', 'firstName', 'birthDate'] as const satisfies StaffColumn[]

/** The most rows of persons that are read. */
export const mostStaffRows = 5000

/** How long the texts of a row may be. */
export const longest: Partial<Record<StaffColumn, number>> = {
  lastName: 100,
  firstName: 100,
  personnelNumber: 40,
  function: 100,
  workplace: 100,
}

/** A person on file with the newest employment, as it is handed out in a file. */
export interface StaffLine {
  lastName: string
  firstName: string
  birthDate: IsoDate
  ahvNumber: string | null
  personnelNumber: string | null
  function: string | null
  workplace: string | null
  canton: Canton | null
  workload: number | null
  startsOn: IsoDate | null
  endsOn: IsoDate | null
}

/** What a row says; an empty cell says nothing, and changes nothing. */
export interface StaffValues {
  lastName?: string
  firstName?: string
  birthDate?: IsoDate
  /** As `756.XXXX.XXXX.XX`; a wrong one as it was typed. */
  ahvNumber?: string
  personnelNumber?: string
  function?: string
  workplace?: string
  canton?: Canton
  /** Per cent. */
  workload?: number
  startsOn?: IsoDate
  endsOn?: IsoDate
}

/** A row as it was read. */
export interface StaffRow {
  /** As the sheet counts. */
  place: number
  values: StaffValues
  /** Cells that hold something else than their column asks for, as they were typed. */
  unreadable: { column: StaffColumn; typed: string }[]
}

/** Why a file cannot be read at all: nothing of it is kept. */
export interface StaffRefusal {
  code: StaffRefusalCode
  told: Record<string, string | number>
}

export const staffRefusals = [
  'empty', 'too-large', 'too-slow', 'not-xlsx', 'old-xls', 'encrypted', 'macros', 'external-links', 'zip-bomb', 'zip-broken',
  'other-sheets', 'too-many-rows', 'no-rows', 'formula', 'unknown-column', 'column-twice', 'column-missing', 'virus', 'quota', 'missing',
] as const // biome-ignore format: a list of short words
export type StaffRefusalCode = (typeof staffRefusals)[number]
