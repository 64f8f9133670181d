import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import type { SalaryDeclarationAnswers } from '../../domain/salary-declaration/answers.js'
import { openStates } from '../reports/mutations.js'

const kind = 'salary-declaration'
const open = openStates.map((state) => `'${state}'`).join(', ')

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
  const [waiting, missing] = await Promise.all([
    reviews(db).count({ n: '*' }).first(),
    calls(db).count({ n: '*' }).first(),
  ])
  return { waiting: Number(waiting?.n ?? 0), missing: Number(missing?.n ?? 0) }
}

// from the wages that are not closed, which an index knows: there are ten times as many other tasks
const reviews = (db: Knex) =>
  db('mutations')
    .join('tasks', 'tasks.mutationId', 'mutations.id')
    .whereRaw(`mutations.kind = '${kind}' and mutations.status <> 'closed' and mutations.status in (${open})`)
    .where({ 'tasks.side': 'fund', 'tasks.step': 'review', 'tasks.status': 'open' })

const calls = (db: Knex) =>
  db('mutations').whereRaw(
    `mutations.kind = '${kind}' and mutations.status = 'draft' and mutations.subject_key is not null`,
  )

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

/** Those that wait for their employers, the longest overdue first, and behind them those whose task is still to come. */
export async function missingDeclarations(db: Knex, { offset, limit }: Page): Promise<MissingDeclaration[]> {
  // only those due by the day of the last on this page are put in order by name
  const last = await askedEmployers(db)
    .orderBy('tasks.dueOn')
    .offset(offset + limit - 1)
    .first('tasks.dueOn')
  const asked = await askedEmployers(db)
    .where((due) => last && due.where('tasks.dueOn', '<=', last.dueOn))
    .join('employers', 'employers.id', 'tasks.employerId')
    .orderBy(['tasks.dueOn', 'employers.name', 'tasks.mutationId'])
    .offset(offset)
    .limit(limit)
    .select({ id: 'tasks.mutationId', dueOn: 'tasks.dueOn' })
  if (asked.length < limit) {
    const before = await askedEmployers(db).count({ n: '*' }).first()
    const rest = { offset: Math.max(0, offset - Number(before?.n ?? 0)), limit: limit - asked.length }
    asked.push(...(await withoutTask(db, rest)))
  }
  const rows = await db('mutations')
    .join('employers', 'employers.id', 'mutations.employerId')
    .whereIn(
      'mutations.id',
      asked.map(({ id }) => id),
    )
    .select('mutations.id', 'reference', 'subject', 'employers.memberNumber', { employer: 'employers.name' })
    .select({ letters: reminders(db) })
  const found = new Map(rows.map((row) => [row.id, row]))
  return asked.flatMap(({ id, dueOn }) => {
    const row = found.get(id)
    if (!row) return []
    const { subject, letters, ...about } = row
    return [{ ...about, dueOn, year: Number(subject), isReminded: Number(letters) > 0 }]
  })
}

// From the index of open tasks: there may be millions of others, and of reports.
const askedEmployers = (db: Knex) =>
  db('tasks').where({ 'tasks.side': 'employer', 'tasks.status': 'open', 'tasks.step': 'declare' })

const withoutTask = (db: Knex, { offset, limit }: Page): Promise<{ id: string; dueOn: null }[]> =>
  calls(db)
    .whereNotExists(askedEmployers(db).whereRaw('tasks.mutation_id = mutations.id'))
    .orderBy('mutations.id')
    .offset(offset)
    .limit(limit)
    .select('mutations.id', db.raw('null as due_on'))

const reminders = (db: Knex) =>
  db('messages')
    .where({ 'messages.kind': 'salary-declaration-reminder' })
    .whereRaw('messages.employer_id = mutations.employer_id and messages.mutation_id = mutations.id')
    .count()
