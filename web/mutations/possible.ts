import type { EmployeeFile } from '../../db/people/employees.js'
import type { IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import type { Formats } from '../../locales/format.js'
import type { T } from '../../locales/i18n.js'
import { possibleFamilyAllowances } from './family-allowance/possible.js'
import { possibleMaternity } from './maternity/possible.js'
import { possibleOtherParentLeave } from './other-parent-leave/possible.js'
import { possibleTermination } from './termination/possible.js'
import { possibleTrainingCertificates } from './training-certificate/possible.js'
import { possibleWorkInterruption } from './work-interruption/possible.js'

/** The reader's language, and the day. */
export interface Reader {
  t: T
  fmt: Formats
  today: IsoDate
}

/** A report one may want to begin about a person; `why` says why it is not possible now. */
export interface PossibleReport {
  kind: MutationKind
  /** What of its kind, where a kind has several beginnings. */
  purpose: string
  icon: string
  title: string
  note: string
  why: string | null
  /** Where it goes on, below the employer's address, when there is nothing to begin. */
  at?: string
}

type Possible = (file: EmployeeFile, reader: Reader) => PossibleReport[]

const possible = {
  'family-allowance': possibleFamilyAllowances,
  'new-employee': () => [], // of nobody who has a page
  'work-interruption': possibleWorkInterruption,
  termination: possibleTermination,
  maternity: possibleMaternity,
  'other-parent-leave': possibleOtherParentLeave,
  'training-certificate': possibleTrainingCertificates,
  'salary-declaration': () => [], // of all at once
} satisfies Record<MutationKind, Possible>

/** All reports about a person, each with the reason if it is not possible now. */
export const possibleReports = (file: EmployeeFile, reader: Reader): PossibleReport[] =>
  Object.values<Possible>(possible).flatMap((reports) => reports(file, reader))

/** Whether a report of a kind was begun or sent and is not decided yet. */
export const isUnderWay = ({ mutations }: EmployeeFile, kind: MutationKind): boolean =>
  mutations.some((it) => it.kind === kind && (it.status === 'draft' || it.status === 'submitted'))
