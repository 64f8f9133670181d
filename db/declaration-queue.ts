import type { Knex } from 'knex'
import type { IsoDate } from '../domain/dates.js'
import type { SalaryDeclarationAnswers } from '../domain/salary-declaration/answers.js'

const kind = 'salary-declaration'

/** Released wages that wait for the office. */
export interface WaitingDeclaration {
  id: string
  taskId: string
  reference: string
  employerId: string
  employer: string
  dueOn: IsoDate
  claimedBy: string | null
  answers: SalaryDeclarationAnswers
}

/** An employer that was asked for wages and has not sent them. */
export interface MissingDeclaration {
  id: string
  reference: string
  employer: string
  memberNumber: string
  year: number
  dueOn: IsoDate | null
  isReminded: boolean
}

interface Page {
  offset: number
  limit: number
}

/** How many declarations wait for the office, and how many for their employers. */
export async function declarationCounts(db: Knex): Promise<{ waiting: number; missing: number }> {
  const [waiting, missing] = [
    await reviews(db).count({ n: '*' }).first(),
    await calls(db).count({ n: '*' }).first(),
  ]
  return { waiting: Number(waiting?.n ?? 0), missing: Number(missing?.n ?? 0) }
}

const reviews = (db: Knex) =>
  db('tasks')
    .join('mutations', 'mutations.id', 'tasks.mutationId')
    .where({ 'mutations.kind': kind, 'tasks.step': 'review', 'tasks.status': 'open' })

const calls = (db: Knex) =>
  db('mutations')
    .where({ 'mutations.kind': kind, 'mutations.status': 'draft' })
    .whereNotNull('mutations.subjectKey')

/** Those that wait for the office, the most urgent first. */
export async function waitingDeclarations(db: Knex, { offset, limit }: Page): Promise<WaitingDeclaration[]> {
  const rows = await reviews(db)
    .join('employers', 'employers.id', 'mutations.employerId')
    .orderBy(['tasks.dueOn', 'tasks.id'])
    .offset(offset)
    .limit(limit)
    .select('mutations.id', 'reference', 'mutations.employerId', 'answers', 'tasks.dueOn', 'tasks.claimedBy')
    .select({ taskId: 'tasks.id', employer: 'employers.name' })
  return rows.map(({ answers, ...row }) => ({ ...row, answers: JSON.parse(answers) }))
}

/** Those that wait for their employers, the longest overdue first. */
export async function missingDeclarations(db: Knex, { offset, limit }: Page): Promise<MissingDeclaration[]> {
  const rows = await calls(db)
    .join('employers', 'employers.id', 'mutations.employerId')
    .leftJoin('tasks', (on) =>
      on
        .on('tasks.mutationId', 'mutations.id')
        .andOnVal('tasks.step', 'declare')
        .andOnVal('tasks.status', 'open'),
    )
    .leftJoin('messages', (on) =>
      on.on('messages.mutationId', 'mutations.id').andOnVal('messages.kind', 'salary-declaration-reminder'),
    )
    .orderBy(['tasks.dueOn', 'employers.name', 'mutations.id'])
    .offset(offset)
    .limit(limit)
    .select('mutations.id', 'reference', 'subject', 'employers.memberNumber', 'tasks.dueOn')
    .select({ employer: 'employers.name', letter: 'messages.id' })
  return rows.map(({ subject, letter, ...row }) => ({
    ...row,
    year: Number(subject),
    isReminded: letter !== null,
  }))
}
