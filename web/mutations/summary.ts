import type { Document } from '../../db/reports/documents.js'
import type { MutationKind } from '../../domain/kinds.js'
import type { Formats } from '../../locales/format.js'
import type { T } from '../../locales/i18n.js'
import { summariseFamilyAllowance } from './family-allowance/summary.js'
import { summariseMaternity } from './maternity/summary.js'
import { summariseNewEmployee } from './new-employee/summary.js'
import { summariseOtherParentLeave } from './other-parent-leave/summary.js'
import { summariseSalaryDeclaration } from './salary-declaration/summary.js'
import { summariseTermination } from './termination/summary.js'
import { summariseTrainingCertificate } from './training-certificate/summary.js'
import { summariseWorkInterruption } from './work-interruption/summary.js'

/** The texts and formats of the reader's language. */
export interface Speech {
  t: T
  fmt: Formats
}

/** What a report says about one topic, in words; `slug` is that of the step where it was asked. */
export interface Section {
  slug: string
  title: string
  rows: Row[]
}

export interface Row {
  label: string
  value: string | string[]
  /** The documents named in `value`, by id and in its order. */
  documents?: string[]
  /** Which of several the row is about, such as a child's key. */
  key?: string
  /** Set where the value is from the files and was not asked. */
  known?: boolean
}

type Summarise = (answers: never, speech: Speech, documents: Document[]) => Section[]

const summaries = {
  'family-allowance': summariseFamilyAllowance,
  'new-employee': summariseNewEmployee,
  'work-interruption': summariseWorkInterruption,
  termination: summariseTermination,
  maternity: summariseMaternity,
  'other-parent-leave': summariseOtherParentLeave,
  'training-certificate': summariseTrainingCertificate,
  'salary-declaration': summariseSalaryDeclaration,
} satisfies Record<MutationKind, Summarise>

/** The answers of a report in the reader's language: the same for the employer, the office and the confirmation. */
export function summarise(
  kind: MutationKind,
  answers: unknown,
  speech: Speech,
  documents: Document[],
): Section[] {
  return (summaries[kind] as Summarise)(answers as never, speech, documents)
}
