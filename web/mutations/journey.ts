import type { Knex } from 'knex'
import type { Config } from '../../config.js'
import type { By } from '../../db/audit/note.js'
import type { Declaration } from '../../db/declarations/declarations.js'
import type { Declared } from '../../db/declarations/declared.js'
import type { RegisteredPerson, ReportedEntry } from '../../db/people/newcomers.js'
import type { PartLink } from '../../db/people/part-links.js'
import type { PersonOnFile } from '../../db/people/person.js'
import type { Document } from '../../db/reports/documents.js'
import type { Draft, Mutation } from '../../db/reports/mutations.js'
import type { AskedDocument } from '../../domain/asked-document.js'
import type { IsoDate } from '../../domain/dates.js'
import type { Rounding } from '../../domain/family-allowance/proposal.js'
import type { MutationKind } from '../../domain/kinds.js'
import type { Finding } from '../../domain/salary-declaration/findings.js'
import type { OfficeRates } from '../../domain/salary-declaration/rates.js'
import type { T } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import type { Fault, Reading, Values } from './fields.js'
import type { Section, Speech } from './summary.js'

/** What is known beside a draft while it is being written. */
export interface Facts {
  today: IsoDate
  person: PersonOnFile
  /** Uploaded for this report so far. */
  documents: Document[]
  rounding: Rounding
  /** Days an employer has to hand in what is missing. */
  documentsDueDays: number
  wages?: WagesAtHand
  /** The link sent to a person for their part of the draft, if there was one. */
  link?: PartLink | null
  /** For an entry: who of this employer's people may be meant, and which entries are under way. */
  newcomer?: { people: RegisteredPerson[]; reported: ReportedEntry[] }
}

/** The wages of a salary declaration, and where its pages are. */
export interface WagesAtHand {
  url: string
  declaration: Declaration | null
  /** The first of them. */
  findings: Finding[]
  /** The year the clock has opened this draft for. */
  called: number | null
  /** Drafts that the clock has opened for other years. */
  calls: { id: string; year: number }[]
  /** What was declared and counts. */
  declared: Declared[]
  /** What the office takes beside what the law takes. */
  rates: OfficeRates[]
  /** How many the employer has employed, while there are no wages yet; 0 afterwards. */
  staff: number
}

/** One topic of a journey: a page with a form that posts to its own address. */
export interface Step {
  slug: string
  /** The question of the page. */
  question(draft: Draft, t: T): string
  /** Whether this topic is asked at all. */
  when(draft: Draft, facts: Facts): boolean
  /** What the draft keeps of what was typed, right or wrong; sees the newest draft. */
  keep(typed: Values, draft: Draft, facts: Facts): unknown
  /** What is wrong with what the draft holds. */
  faults(draft: Draft, facts: Facts): Fault[]
  /** What the view needs, `values` among it; `at` says which of several things the page is about. */
  show(draft: Draft, facts: Facts, speech: Speech, at: string | null, faults: Fault[]): object
  /** For a button that stays on the page: what the page is about then; null for one that goes on. */
  stays?(body: Record<string, unknown>): { at: string; checks: boolean } | null
  /** On a step that takes uploads: what a form with this value sends. */
  wanted?(value: string, draft: Draft, facts: Facts): AskedDocument
}

/** What an employer is asked for one kind of report, in this order, and what the answers come to. */
export interface Journey {
  /** A draft with what is known at the beginning; `purpose` is what was chosen to begin with. */
  begin(purpose: string): Draft
  title(draft: Draft, t: T): string
  topic(slug: string, t: T): string
  steps: Step[]
  /** The typed answers, once no step has a fault. */
  answers(draft: Draft, facts: Facts): object
  /** What the report will probably come to, for the page where it is checked. */
  preview(answers: never, facts: Facts, speech: Speech): Preview
  /** The two or three facts that tell one report from another, for its status page. */
  highlights(
    answers: never,
    sections: Section[],
    speech: Speech,
    facts: Facts,
  ): { label: string; value: string }[]
  /** A report that suggests itself once this one is closed, about the same person. */
  offer?(answers: never, mutation: Mutation, speech: Speech): Offer | null
  /** Whoever sends it proves once more who they are. */
  signed?: boolean
  /** Writes what belongs to the sending, in its transaction. */
  sent?(
    trx: Knex.Transaction,
    deps: Pick<Deps, 'config'>,
    mutation: Mutation,
    answers: object,
    by: By,
  ): Promise<void>
  /** Carries over to the new draft, `next`, what is kept beside a report that is taken back, in the transaction of that. */
  recalled?(
    trx: Knex.Transaction,
    deps: Pick<Deps, 'vault'>,
    mutation: Pick<Mutation, 'id'>,
    next: string,
  ): Promise<void>
  /** Names what a report is about that is about nobody on file; a journey without it begins at an employee's page. */
  subject?(draft: Draft): string
  /** The steps that a person can fill in by a link, with the question as they are asked it. */
  part?: {
    steps: Step[]
    question(slug: string, t: T): string
    sections(draft: Draft, facts: Facts, speech: Speech): Section[]
  }
  /** What the draft makes worth knowing; looked up again after each step. */
  look?(
    db: Knex,
    mutation: Pick<Mutation, 'id' | 'employerId' | 'draft' | 'subject' | 'subjectKey'>,
    config: Pick<Config, 'office'>,
  ): Promise<Partial<Facts>>
}

export interface Offer {
  kind: MutationKind
  purpose: string
  text: string
  button: string
}

export interface Preview {
  rows: { label: string; amount: string }[]
  total: string | null
  missing: string[]
  /** What it means, in sentences, where sums do not say it. */
  says?: { title: string; texts: string[] }
  /** It is confirmed without a review. */
  automatic?: boolean
}

/** The steps that are asked in this draft. */
export const stepsOf = (journey: Journey, draft: Draft, facts: Facts): Step[] =>
  journey.steps.filter((step) => step.when(draft, facts))

/** Answered is what was sent once and has no fault. */
export const isAnswered = (step: Step, draft: Draft, facts: Facts): boolean =>
  draft[step.slug] !== undefined && step.faults(draft, facts).length === 0

/** The first step that still waits for an answer, or null when all is said. */
export const firstOpenStep = (journey: Journey, draft: Draft, facts: Facts): Step | null =>
  stepsOf(journey, draft, facts).find((step) => !isAnswered(step, draft, facts)) ?? null

/** What was typed at a step, if anything. */
export const typedAt = (draft: Draft, slug: string): Values | undefined => draft[slug] as Values | undefined

export const faultsIn = (reading: Reading<unknown>): Fault[] => ('faults' in reading ? reading.faults : [])

/** The value of a reading that is known to be right. Throws if it is not. */
export function settled<V>(reading: Reading<V>): V {
  if ('faults' in reading) throw new Error(`not answered: ${reading.faults[0]?.key}`)
  return reading.value
}
