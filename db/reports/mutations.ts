import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { rows } from '../prepared.js'

export type Outcome = 'granted' | 'partly' | 'refused' | 'ended' | 'confirmed' | 'recalled' | 'superseded'

/** One report of an employer, from draft to closed. */
export interface Mutation {
  id: string
  reference: string
  kind: MutationKind
  employerId: string
  /** Null while it is about nobody who is on file. */
  employeeId: string | null
  /** What it is about then: a name as `subjectNamed` keeps it, or a year. */
  subject: string | null
  /** `running`: decided, and its workflow goes on with what follows. */
  status: 'draft' | 'submitted' | 'running' | 'closed'
  outcome: Outcome | null
  /** What was typed, by the slug of the step. */
  draft: Draft
  /** What it means; fixed at submission. Its shape depends on the kind. */
  answers: unknown
  createdBy: string
  createdAt: Instant
  savedAt: Instant
  submittedBy: string | null
  submittedAt: Instant | null
  closedAt: Instant | null
  closedBy: string | null
  continuedAs: string | null
  /** What a report is about that the portal opened by itself, such as a child and a school year: unique in its kind. */
  subjectKey: string | null
  /** The campaign that opened it. */
  campaignId: string | null
}

/** The columns of a report, for a look. */
export const mutationFields: Record<keyof Mutation, string> = {
  id: 'id',
  reference: 'reference',
  kind: 'kind',
  employerId: 'employer_id',
  employeeId: 'employee_id',
  subject: 'subject',
  status: 'status',
  outcome: 'outcome',
  draft: 'draft',
  answers: 'answers',
  createdBy: 'created_by',
  createdAt: 'created_at',
  savedAt: 'saved_at',
  submittedBy: 'submitted_by',
  submittedAt: 'submitted_at',
  closedAt: 'closed_at',
  closedBy: 'closed_by',
  continuedAs: 'continued_as',
  subjectKey: 'subject_key',
  campaignId: 'campaign_id',
}

/** Who opens what nobody has drafted. */
export const system = 'system'

export type Draft = Record<string, unknown>

/** Whether an employer may take a report back: what nobody drafted has nothing to go back to. */
export const isRecallable = ({ status, submittedBy }: Pick<Mutation, 'status' | 'submittedBy'>): boolean =>
  status === 'submitted' && submittedBy !== null

/** Whether no mutation has this reference yet. */
export async function isReferenceFree(db: Knex, reference: string): Promise<boolean> {
  return !(await db('mutations').where({ reference }).first('id'))
}

/** A mutation of this employer, or null. */
export async function findMutation(db: Knex, employerId: string, id: string): Promise<Mutation | null> {
  const found = 'select * from mutations where id = :id and employer_id = :employerId'
  const [row] = await rows<Record<string, unknown>>(db, found, { id, employerId })
  return row ? toMutation(row) : null
}

/** The reports of a kind about an employee that were sent, the oldest first. */
export async function sentReports(db: Knex, employeeId: string, kind: MutationKind): Promise<Mutation[]> {
  const sql = `select * from mutations
    where employee_id = :employeeId and kind = :kind and submitted_at is not null order by submitted_at, id`
  return (await rows<Record<string, unknown>>(db, sql, { employeeId, kind })).map(toMutation)
}

/** A mutation by its id alone: for the office and the workflows. Throws when there is none. */
export async function mutationById(db: Knex, id: string): Promise<Mutation> {
  const row = await db('mutations').where({ id }).first()
  if (!row) throw new Error('no such mutation')
  return toMutation(row)
}

/** A report was sent or closed while a document for it was on its way. */
export class ReportClosed extends Error {}

/** The employee a report is about. Throws if it is about nobody on file. */
export function employeeOf({ id, employeeId }: Pick<Mutation, 'id' | 'employeeId'>): string {
  if (!employeeId) throw new Error(`mutation ${id} is about nobody on file`)
  return employeeId
}

/** The states in which a report has a workflow. */
export const openStates = ['submitted', 'running'] as const

/** A draft that the clock has opened: somebody is asked for it, with a deadline. */
export const isCalled = ({ status, subjectKey }: Pick<Mutation, 'status' | 'subjectKey'>): boolean =>
  status === 'draft' && subjectKey !== null

/** Whether a report is under way. */
export const isOpen = ({ status }: Pick<Mutation, 'status'>): boolean =>
  openStates.some((it) => it === status)

/** Reads the JSON columns of a row. */
export function toMutation(row: Record<string, unknown>): Mutation {
  return {
    ...row,
    draft: JSON.parse(String(row.draft)),
    answers: row.answers === null ? null : JSON.parse(String(row.answers)),
  } as Mutation
}
