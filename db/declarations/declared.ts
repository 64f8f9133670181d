import type { Knex } from 'knex'
import { type Instant, type IsoDate, later, swissDate } from '../../domain/dates.js'
import { holidaysIn } from '../../domain/holidays.js'
import type { Rappen } from '../../domain/money.js'
import type { SalaryDeclarationAnswers } from '../../domain/salary-declaration/answers.js'
import { nextWorkday } from '../../domain/workdays.js'
import { type By, note } from '../audit/note.js'
import { cantonOf } from '../employers/addressees.js'
import { nudge } from '../outbox.js'
import { type Mutation, type Outcome, toMutation } from '../reports/mutations.js'
import { closeMutation } from '../reports/outcomes.js'
import { firstDueOn } from '../tasks/extensions.js'
import { toTask } from '../tasks/tasks.js'
import { remindedOn } from './calls.js'

const kind = 'salary-declaration' as const

/** Wages that were sent and still count: neither taken back, refused nor replaced. */
export interface Declared {
  id: string
  reference: string
  year: number
  submittedAt: Instant
  outcome: Outcome | null
  answers: SalaryDeclarationAnswers
}

/** What an employer has declared, for one year or for all, the oldest first. */
export async function declaredBy(db: Knex, employerId: string, year?: number): Promise<Declared[]> {
  const rows = await db('mutations')
    .where({ employerId, kind, ...(year && { subject: String(year) }) })
    .whereNotNull('submittedAt')
    .where((open) => open.whereNull('outcome').orWhereNotIn('outcome', ['recalled', 'refused', 'superseded']))
    .orderBy(['submittedAt', 'id'])
  return rows.map(toMutation).map(({ id, reference, submittedAt, outcome, answers }) => ({
    ...{ id, reference, submittedAt: submittedAt as Instant, outcome },
    ...{ year: (answers as SalaryDeclarationAnswers).year, answers: answers as SalaryDeclarationAnswers },
  }))
}

/** What all that counts for a year adds up to; null where nothing was declared. */
export const declaredSums = async (db: Knex, employerId: string, year: number) =>
  sumsOf(await declaredBy(db, employerId, year))

/** What declarations add up to; null where there are none. */
export function sumsOf(all: Declared[]): { ahv: Rappen; persons: number } | null {
  if (all.length === 0) return null
  const sum = (of: 'ahv' | 'persons') =>
    all.reduce((total, { answers }) => total + (answers.sums?.[of] ?? 0), 0)
  return { ahv: sum('ahv'), persons: sum('persons') }
}

/** What the statement of a declaration must know beside its wages. Amounts in Rappen. */
export interface StatementFacts {
  /** Paid on account, unless an earlier statement that stays has taken it into account. */
  onAccount: Rappen
  /** What earlier statements of the year came to, where this declaration replaces them. */
  stated: Rappen
  /** There was a reminder letter, and no statement that stays has charged it. */
  reminded: boolean
  /** Day the wages came in, where that was late. */
  lateOn: IsoDate | null
}

/** The facts for the statement of a declaration; `answers` as they are, or would be, sent. */
export async function statementFacts(
  db: Knex,
  { id, employerId }: Pick<Mutation, 'id' | 'employerId'>,
  { year, role }: Pick<SalaryDeclarationAnswers, 'year' | 'role'>,
): Promise<StatementFacts> {
  const before = await statedBefore(db, { id, employerId }, year)
  const paid = await paidFor(db, employerId, year)
  const isWhole = before.length === 0 || role === 'replacement'
  return {
    onAccount: isWhole ? paid : 0,
    stated: role === 'replacement' ? before.reduce((sum, balance) => sum + balance, 0) : 0,
    reminded: isWhole && (await remindedOn(db, employerId, year)) !== null,
    lateOn: await lateOn(db, { id, employerId }, year, isWhole),
  }
}

/** Of these facts only what was paid on account, in Rappen: for a list, where most have paid nothing or were never stated. */
export async function paidOnAccount(
  db: Knex,
  declaration: Pick<Mutation, 'id' | 'employerId'>,
  { year, role }: Pick<SalaryDeclarationAnswers, 'year' | 'role'>,
): Promise<Rappen> {
  const paid = await paidFor(db, declaration.employerId, year)
  if (paid === 0 || role === 'replacement') return paid
  return (await statedBefore(db, declaration, year)).length === 0 ? paid : 0
}

const paidFor = async (db: Knex, employerId: string, year: number): Promise<Rappen> =>
  (await db('onAccount').where({ employerId, year }).first('amount'))?.amount ?? 0

/**
 * The day a declaration came in, if that was after 30 January or what the office has named instead. Who replaces wages that were sent
 * before and stood is not later than with the first of these; a supplement is about wages of its own.
 */
async function lateOn(
  db: Knex,
  { id, employerId }: Pick<Mutation, 'id' | 'employerId'>,
  year: number,
  isWhole: boolean,
): Promise<IsoDate | null> {
  const ofYear = {
    'mutations.employerId': employerId,
    'mutations.kind': kind,
    'mutations.subject': String(year),
  }
  const sent = await db('mutations')
    .where(ofYear)
    .whereNotNull('submittedAt')
    .where((stood) => {
      stood.where({ id })
      if (isWhole) stood.orWhereIn('outcome', ['confirmed', 'superseded'])
    })
    .min({ at: 'submittedAt' })
    .first()
  if (!sent?.at) return null
  // neither more time on request nor that of the reminder letter keeps the interest away
  const asked = await db('tasks')
    .join('mutations', 'mutations.id', 'tasks.mutationId')
    .where({ ...ofYear, 'tasks.step': 'declare', 'tasks.n': 1 })
    .select('tasks.*')
  const byLaw = nextWorkday(`${year + 1}-01-30`, holidaysIn(await cantonOf(db, employerId)))
  const inTime = asked.map((row) => firstDueOn(toTask(row))).reduce(later, byLaw)
  const declaredOn = swissDate(sent.at)
  return declaredOn > inTime ? declaredOn : null
}

/** The balances of all statements of a year but this one's. */
async function statedBefore(db: Knex, { id, employerId }: Pick<Mutation, 'id' | 'employerId'>, year: number) {
  const rows = await db('mutations')
    .join('tasks', 'tasks.mutationId', 'mutations.id')
    .where({ 'mutations.employerId': employerId, 'mutations.kind': kind, 'mutations.subject': String(year) })
    .whereIn('mutations.outcome', ['confirmed', 'superseded'])
    .where({ 'tasks.step': 'review', 'tasks.status': 'done' })
    .whereNot({ 'mutations.id': id })
    .select('tasks.outcome')
  return rows
    .map(({ outcome }) => JSON.parse(outcome))
    .filter(({ decision }) => decision === 'approve')
    .map(({ result }) => result.balance as Rappen)
}

/** A replacement is sent: what it replaces and is still being looked at need not be looked at any more. */
export async function supersedeOpen(trx: Knex.Transaction, replaced: string[], next: string, by: By) {
  for (const id of replaced) {
    if (!(await closeMutation(trx, id, 'superseded', by, next))) continue
    await trx('tasks')
      .where({ mutationId: id, status: 'open' })
      .update({ status: 'withdrawn', closedBy: by.actor, closedAt: by.at })
    await nudge(trx, { id, kind }, by.at)
  }
}

/** A replacement is accepted: from now on it counts instead of what it replaces. */
export async function supersedeAccepted(trx: Knex.Transaction, replaced: string[], next: string, by: By) {
  const superseded = await trx('mutations')
    .whereIn('id', replaced)
    .where({ outcome: 'confirmed' })
    .update({ outcome: 'superseded', continuedAs: next })
    .returning(['id', 'employerId'])
  for (const { id, employerId } of superseded)
    await note(trx, by, { action: 'mutation.supersede', object: id, employerId, fields: ['outcome'] })
}
