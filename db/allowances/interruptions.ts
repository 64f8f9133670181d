import type { Knex } from 'knex'
import { type IsoDate, swissDate } from '../../domain/dates.js'
import type { RunningAllowance } from '../../domain/entitlement/stopping.js'
import type { Span } from '../../domain/span.js'
import {
  awayOf,
  type Resumption,
  type WorkInterruptionAnswers,
} from '../../domain/work-interruption/answers.js'
import type { Work } from '../../domain/work-interruption/continuation.js'
import { type Course, known, type Told } from '../../domain/work-interruption/course.js'
import { type Amendment, amendmentsOf } from '../reports/amendments.js'
import { type Mutation, sentReports } from '../reports/mutations.js'
import { type Task, tasksOf } from '../tasks/tasks.js'
import { entitlementsOf } from './entitlements.js'

/** What an employer answers to the question whether work was taken up again. */
export type ResumptionAnswer =
  | { decision: 'resumed'; resumption: Resumption }
  | { decision: 'still-away'; until?: IsoDate; wage?: number }

/** Everything that is known about an interruption: the report, the news, the questions, and what was stopped. */
export async function courseOf(db: Knex, mutation: Mutation): Promise<Course> {
  const tasks = await tasksOf(db, mutation.id)
  const news = await amendmentsOf(db, mutation.id)
  const questions = tasks.filter(({ step }) => step === 'resumption').toSorted((a, b) => a.n - b.n)
  return {
    answers: mutation.answers as WorkInterruptionAnswers,
    work: await workOf(db, mutation),
    told: toldIn(news, questions),
    questions: questions.map(({ n, status, closedAt }) => ({
      n,
      status,
      closedOn: closedAt && swissDate(closedAt),
    })),
    stoppedOn: (news.findLast(({ what }) => what === 'stopped')?.said.lastDay as IsoDate) ?? null,
  }
}

/** The employment and the wage on file. */
export async function workOf(
  db: Knex,
  { employerId, employeeId }: Pick<Mutation, 'employerId' | 'employeeId'>,
): Promise<Work> {
  const row = await db('employments').where({ employerId, employeeId }).orderBy('startsOn', 'desc').first()
  return {
    employment: { from: row?.startsOn ?? '1900-01-01', to: row?.endsOn ?? null },
    monthlyWage: row?.monthlyWage ?? 0,
  }
}

/** The allowances of a person as stopping and resuming sees them. */
export async function allowancesOf(db: Knex, employeeId: string): Promise<RunningAllowance[]> {
  return (await entitlementsOf(db, employeeId)).map(
    ({ id, childId, kind, canton, rate, startsOn, endsOn }) => ({
      ...{ id, childId, kind, canton, rate },
      ...{ from: startsOn, to: endsOn },
    }),
  )
}

/** When a person is or was away, by the reports that were sent and not taken back or refused; but for one of them. */
export async function interruptionsOf(db: Knex, employeeId: string, but?: string): Promise<Span[]> {
  const sent = await sentReports(db, employeeId, 'work-interruption')
  const counting = sent.filter(
    ({ id, outcome }) => id !== but && outcome !== 'recalled' && outcome !== 'refused',
  )
  return Promise.all(counting.map((mutation) => awaySpan(db, mutation)))
}

async function awaySpan(db: Knex, mutation: Mutation): Promise<Span> {
  const { from, to } = awayOf(known(await courseOf(db, mutation)))
  return { from, to: to ?? (mutation.closedAt && swissDate(mutation.closedAt)) }
}

export type News = Pick<Amendment, 'what' | 'said' | 'createdAt'>
export type AnsweredQuestion = Pick<Task, 'outcome' | 'closedAt' | 'status'>

/** What was told after the report, in its order: news by themselves, and answers to questions. */
export function toldIn(news: News[], questions: AnsweredQuestion[]): Told[] {
  const dated = [
    ...news.flatMap(({ what, said, createdAt }) => {
      if (what === 'resumption')
        return { at: createdAt, told: { what, resumption: said as unknown as Resumption } as const }
      return what === 'expected-end'
        ? { at: createdAt, told: { what, until: String(said.until) } as const }
        : []
    }),
    ...questions.flatMap(({ outcome, closedAt, status }) => {
      if (status !== 'done' || !closedAt) return []
      const { decision, ...said } = outcome as unknown as ResumptionAnswer
      const what = decision === 'resumed' ? ('resumption' as const) : ('still-away' as const)
      return { at: closedAt, told: { ...said, what } as Omit<Told, 'toldOn'> }
    }),
  ]
  return dated
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ at, told }) => ({ ...told, toldOn: swissDate(at) }) as Told)
}
