import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'
import { type By, note } from './audit.js'
import { removeReports } from './forget-reports.js'
import { owe } from './notices.js'
import { nudge } from './outbox.js'
import { keyOfReport, keyStands, type QuicklySealed, sealJson, sealQuickly } from './person-keys.js'
import { rows } from './prepared.js'

export { submit } from './submissions.js'

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

/** A report to begin. */
export interface NewDraft {
  /** A random one where none is given. */
  id?: string
  kind: MutationKind
  reference: string
  employerId: string
  employeeId: string | null
  subject?: string | null
  draft: Draft
}

/** Begins a draft and answers its id. */
export function beginDraft(db: Knex, fresh: NewDraft, by: By): Promise<string> {
  return db.transaction((trx) => insertDraft(trx, fresh, by))
}

/**
 * Begins a draft and answers its id, or that of one which this user began in the same way and has not touched since: a second click finds the first one's,
 * also while the first is still under way.
 */
export function beginOnce(db: Knex, fresh: NewDraft, by: By): Promise<string> {
  return db.transaction(async (trx) => {
    await trx('users').where({ id: by.actor }).forUpdate().first('id')
    return (await untouchedDraft(trx, fresh, by)) ?? insertDraft(trx, fresh, by)
  })
}

async function insertDraft(trx: Knex.Transaction, fresh: NewDraft, by: By): Promise<string> {
  const id = fresh.id ?? randomUUID()
  await trx('mutations').insert({
    ...fresh,
    id,
    status: 'draft',
    draft: await sealJson(trx, keyOfReport({ ...fresh, id }), fresh.draft),
    createdBy: by.actor,
    createdAt: by.at,
    savedAt: by.at,
  })
  await note(trx, by, { action: 'mutation.begin', object: id, employerId: fresh.employerId })
  return id
}

interface Opening {
  id?: string
  kind: MutationKind
  reference: string
  employerId: string
  employeeId: string
  answers: object
  subjectKey: string
  campaignId: string | null
}

/**
 * Opens reports that no employer has drafted, submitted as they are, and promises their workflows behind what people do.
 * One whose subject has a report already is left as it is, whoever opened that. Answers the ids of those that are new.
 */
export async function openReports(trx: Knex.Transaction, openings: Opening[], by: By): Promise<string[]> {
  if (openings.length === 0) return []
  const rows = []
  for (const opening of openings)
    rows.push({
      ...opening,
      id: opening.id ?? randomUUID(),
      status: 'submitted',
      draft: '{}',
      answers: await sealJson(trx, opening.employeeId, opening.answers),
      createdBy: system,
      createdAt: by.at,
      savedAt: by.at,
      submittedAt: by.at,
    })
  const opened: { id: string }[] = await trx('mutations').insert(rows).onConflict().ignore().returning('id')
  const fresh = new Set(opened.map(({ id }) => id))
  for (const { id, kind, employerId } of rows.filter((row) => fresh.has(row.id))) {
    await note(trx, by, { action: 'mutation.open', object: id, employerId })
    await nudge(trx, { id, kind }, by.at, 'bulk')
  }
  return [...fresh]
}

/** Whether an employer may take a report back: what nobody drafted has nothing to go back to. */
export const isRecallable = ({ status, submittedBy }: Pick<Mutation, 'status' | 'submittedBy'>): boolean =>
  status === 'submitted' && submittedBy !== null

/** Whether no mutation has this reference yet. */
export async function isReferenceFree(db: Knex, reference: string): Promise<boolean> {
  return !(await db('mutations').where({ reference }).first('id'))
}

/** A draft that this user began in the same way and has not touched since, or null. */
export async function untouchedDraft(
  db: Knex,
  { kind, employerId, employeeId, draft }: Omit<NewDraft, 'reference'>,
  by: By,
): Promise<string | null> {
  const untouched = await db('mutations')
    .where({ kind, employerId, employeeId, status: 'draft', createdBy: by.actor })
    .whereRaw('saved_at = created_at')
    .select('id', 'draft')
  return untouched.find((row) => row.draft === JSON.stringify(draft))?.id ?? null
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

/**
 * Changes what was typed so far. False if it is no draft any more. `change` sees the newest state; `subjectOf` names
 * whom it is about, where that is nobody on file. Where the remembered key does not stand any more it is written once more under the one
 * that does, in the same transaction. Throws if that does not stand either.
 */
export function saveDraft(
  db: Knex,
  id: string,
  change: (draft: Draft) => Draft,
  by: By,
  subjectOf?: (draft: Draft) => string,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await trx('mutations').where({ id, status: 'draft' }).forUpdate().first()
    if (!row) return false
    const draft = change(JSON.parse(row.draft))
    const keyId = keyOfReport(row)
    const write = ({ sealed, ...key }: QuicklySealed) =>
      trx('mutations')
        .where({ id })
        .whereRaw(keyStands(':keyId', ':wrapped'), key)
        .update({
          draft: sealed,
          savedAt: by.at,
          // what the clock has asked for stays about its year, whatever is typed
          ...(subjectOf && row.subjectKey === null && { subject: subjectOf(draft).slice(0, 210) }),
        })
    const isWritten =
      (await write(await sealQuickly(trx, keyId, draft))) === 1 ||
      (await write(await sealQuickly(trx, keyId, draft, 'anew'))) === 1
    if (!isWritten) throw new Error('the key of the draft changed again while it was saved')
    await note(trx, by, { action: 'mutation.save', object: id, employerId: row.employerId })
    return true
  })
}

/** Deletes a draft and the documents uploaded for it. False if it is no draft any more, or one that the clock asks for. */
export function deleteDraft(db: Knex, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await trx('mutations').where({ id, status: 'draft', subjectKey: null }).forUpdate().first()
    if (!row) return false
    await removeReports(trx, [id])
    await note(trx, by, { action: 'mutation.delete', object: id, employerId: row.employerId })
    return true
  })
}

interface Recalling {
  /** The id of the new draft; a random one where none is given. */
  draftId?: string
  /** Who has asked for it, where the office takes it back that has claimed it; they are told by mail. */
  askedBy?: string
  also?: (trx: Knex.Transaction, next: string) => Promise<void>
}

/**
 * Takes a report back, which an employer may until the office has claimed it, and whoever has claimed it if the employer has
 * asked; what was typed is kept in a new draft, with what `also` carries over. Answers the id of that draft, or null if
 * somebody was first.
 */
export function recall(
  db: Knex,
  mutation: Mutation,
  reference: string,
  by: By,
  { draftId = randomUUID(), askedBy, also = async () => {} }: Recalling = {},
): Promise<string | null> {
  const { id, kind, employerId, employeeId, subject, draft } = mutation
  const whose = { ...by, actor: askedBy ?? by.actor }
  return db
    .transaction(async (trx) => {
      const closed = await trx('mutations')
        .where({ id, status: 'submitted' })
        .whereNotNull('submittedBy')
        .update({ status: 'closed', outcome: 'recalled', closedAt: by.at, closedBy: whose.actor })
      await trx('tasks')
        .where({ mutationId: id, status: 'open' })
        .where((free) => {
          free.whereNull('claimedBy').orWhere({ side: 'employer' }).orWhere({ step: 'extension' })
          if (askedBy) free.orWhere({ claimedBy: by.actor })
        })
        .update({ status: 'withdrawn', closedBy: whose.actor, closedAt: by.at })
      const claimed = await trx('tasks')
        .where({ mutationId: id, side: 'fund', ...(askedBy && { status: 'open' }) })
        .whereNot({ step: 'extension' })
        .whereNotNull('claimedBy')
        .first('id')
      if (closed !== 1 || claimed) throw new TooLate()
      const about = { employerId, employeeId, subject }
      const next = await insertDraft(trx, { id: draftId, kind, reference, ...about, draft }, whose)
      await trx('documents').where({ mutationId: id, origin: 'upload' }).update({ mutationId: next })
      await trx('mutations').where({ id }).update({ continuedAs: next, subjectKey: null })
      if (mutation.subjectKey) {
        // what the clock has asked for is asked for still
        await trx('mutations').where({ id: next }).update({ subjectKey: mutation.subjectKey })
        await nudge(trx, { id: next, kind }, by.at)
      }
      await also(trx, next)
      await note(trx, by, { action: 'mutation.recall', object: id, employerId })
      if (askedBy) {
        const told = { key: `${id}/withdrawn`, mutationId: next, employerId, event: 'task' as const }
        const path = `/e/${employerId}/mutations/${next}`
        await owe(trx, { ...told, path, only: askedBy }, by.at)
      }
      await nudge(trx, mutation, by.at)
      return next
    })
    .catch(nullIfTooLate)
}

/** A report was sent or closed while a document for it was on its way. */
export class ReportClosed extends Error {}

class TooLate extends Error {}
const nullIfTooLate = (error: unknown) => {
  if (error instanceof TooLate) return null
  throw error
}

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

/** Notes that a report is decided and goes on, such as an allowance that is paid month by month; once. */
export async function runMutation(
  trx: Knex.Transaction,
  id: string,
  outcome: Outcome,
  by: By,
): Promise<boolean> {
  const decided = await trx('mutations')
    .where({ id, status: 'submitted' })
    .update({ status: 'running', outcome })
  if (decided === 1)
    await note(trx, by, { action: 'mutation.run', object: id, employerId: await employerOf(trx, id) })
  return decided === 1
}

/** Closes a mutation with its outcome, once; `continuedAs` is the report that takes its place. */
export async function closeMutation(
  trx: Knex.Transaction,
  id: string,
  outcome: Outcome,
  by: By,
  continuedAs?: string,
): Promise<boolean> {
  const [closed] = await trx('mutations')
    .where({ id })
    .whereIn('status', openStates)
    .update(
      { status: 'closed', outcome, closedAt: by.at, closedBy: by.actor, ...(continuedAs && { continuedAs }) },
      ['employerId'],
    )
  if (closed) await note(trx, by, { action: 'mutation.close', object: id, employerId: closed.employerId })
  return closed !== undefined
}

const employerOf = async (trx: Knex.Transaction, id: string): Promise<string> =>
  (await trx('mutations').where({ id }).first('employerId')).employerId

/** Reads the JSON columns of a row. */
export function toMutation(row: Record<string, unknown>): Mutation {
  return {
    ...row,
    draft: JSON.parse(String(row.draft)),
    answers: row.answers === null ? null : JSON.parse(String(row.answers)),
  } as Mutation
}
