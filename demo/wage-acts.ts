import { callEmployer } from '../db/declarations/calls.js'
import { beginDeclaration, declarationOf } from '../db/declarations/declarations.js'
import { staffOf } from '../db/declarations/known.js'
import { fillIn } from '../db/declarations/parts.js'
import { decideTask } from '../db/desk/next.js'
import { strangerNamed } from '../db/people/person.js'
import { beginDraft, saveDraft } from '../db/reports/drafts.js'
import { mutationById } from '../db/reports/mutations.js'
import { submit } from '../db/reports/submissions.js'
import { claimTask } from '../db/tasks/claims.js'
import { findTask, taskId } from '../db/tasks/tasks.js'
import { type Instant, type IsoDate, swissDate } from '../domain/dates.js'
import { daysOfThirty } from '../domain/days-of-thirty.js'
import type { SalaryDeclarationAnswers } from '../domain/salary-declaration/answers.js'
import type { DeclaredPerson } from '../domain/salary-declaration/declaration.js'
import { ratesOf } from '../domain/salary-declaration/rates.js'
import { salaryDeclaration } from '../web/mutations/salary-declaration/journey.js'
import { readDeclaration } from '../web/mutations/salary-declaration/reading.js'
import { personsOf } from '../web/mutations/salary-declaration/staff-pages.js'
import { settledFor } from '../web/tasks/salary-declaration/review.js'
import { userId } from './accounts.js'
import { idOf, referenceOf } from './ids.js'
import { proceed, type Scene, type Stage } from './stage.js'
import { later, moment, officeHour } from './when.js'

/** The wages of an employer of the demo for a year, counted back from the one that is asked for now. */
export interface Wages {
  /** Id of the firm. */
  firm: string
  yearsBack: number
}

const kind = 'salary-declaration' as const

/** The year whose wages are asked for: the one that is over, and from the summer on the one that runs. */
const yearOf = ({ yearsBack }: Wages, day: IsoDate): number =>
  Number(day.slice(0, 4)) - (day.slice(5) < '07-01' ? 1 : 0) - yearsBack

const idFor = (wages: Wages, day: IsoDate) => idOf('mutation', wages.firm, yearOf(wages, day), 'wages')

/** The clock asks for the wages so many days ago. */
export const wagesAskedFor =
  (wages: Wages, daysAgo: number) =>
  (day: IsoDate): Scene[] => {
    const at = moment(day, daysAgo, 5, 40)
    return [{ at, play: (stage) => ask(stage, wages, at) }]
  }

/** Somebody fills in the staff list that is there, confirms what stands out, and releases the wages. */
export const wagesSent =
  (wages: Wages, by: string, daysAgo: number) =>
  (day: IsoDate): Scene[] => {
    const at = moment(day, daysAgo, 10, 12)
    return [{ at, play: (stage) => send(stage, wages, by, at) }]
  }

/** The office accepts them: the employer gets the statement of contributions. */
export const wagesAccepted =
  (wages: Wages, by: string, daysAgo: number) =>
  (day: IsoDate): Scene[] => {
    const at = officeHour(day, daysAgo, 15, 5)
    return [{ at, play: (stage) => accept(stage, wages, by, at) }]
  }

async function ask({ db, day, activities }: Stage, wages: Wages, at: Instant): Promise<void> {
  const [id, year] = [idFor(wages, day), yearOf(wages, day)]
  const by = { actor: 'system', at }
  const about = { employerId: wages.firm, employeeId: null, subject: String(year) }
  const draft = { way: { year: String(year) } }
  await beginDraft(db, { id, kind, reference: referenceOf(id, kind), ...about, draft }, by)
  await db.transaction((trx) => callEmployer(trx, wages.firm, year, by))
  await activities.openTask(id, 'declare', 1, at)
}

async function send(stage: Stage, wages: Wages, email: string, at: Instant): Promise<void> {
  const { db, vault, config, day } = stage
  const [id, year] = [idFor(wages, day), yearOf(wages, day)]
  const by = { actor: userId(email), at }
  const deps = { db, vault, config, clock: () => at }
  await saveDraft(db, id, () => ({ way: { year: String(year), way: 'online' } }), by)
  await beginDeclaration(db, vault, await mutationById(db, id), year)
  const declaration = await declarationOf(db, id)
  if (!declaration) throw new Error(`nothing can be filled in for ${wages.firm}`)
  await fillIn(db, vault, declaration, year, await paid(stage, wages, year), by)
  await readDeclaration(deps, id)
  const counts = (await declarationOf(db, id))?.read?.counts ?? {}
  const confirmed = Object.entries(counts).flatMap(([code, count]) => [
    [`confirm-${code}`, String(count)],
    [`remark-${code}`, 'Stimmt so.'],
  ])
  await saveDraft(db, id, (draft) => ({ ...draft, findings: Object.fromEntries(confirmed) }), by)
  const mutation = await mutationById(db, id)
  const facts = {
    ...{ today: swissDate(at), person: strangerNamed(''), documents: [], rounding: config.rounding },
    ...{
      documentsDueDays: config.spans.documentsDueDays,
      ...(await salaryDeclaration.look(db, mutation, config)),
    },
  }
  const answers = salaryDeclaration.answers(mutation.draft, facts)
  await submit(db, mutation, answers, by, (trx) =>
    salaryDeclaration.sent(trx, { config }, mutation, answers, by),
  )
  await proceed(stage, id, later(at, 2))
}

/** The staff of the year with thirteen monthly wages each, as far as they worked. */
async function paid({ db }: Stage, { firm }: Wages, year: number): Promise<DeclaredPerson[]> {
  const staff = await staffOf(db, firm, year)
  const wages = await db('employments').where({ employerId: firm }).select('personnelNumber', 'monthlyWage')
  const monthly = new Map(wages.map((row) => [row.personnelNumber, row.monthlyWage]))
  return personsOf(staff).map((person) => {
    const wageOf = (from: IsoDate, to: IsoDate) =>
      Math.round(((monthly.get(person.personnelNumber) ?? 0) * 13 * daysOfThirty(from, to)) / 360)
    const cap = (from: IsoDate, to: IsoDate) =>
      Math.round((ratesOf(year).alvCap * daysOfThirty(from, to)) / 360)
    return {
      ...person,
      ahv: person.ahv.map((it) => {
        const ahv = wageOf(it.from, it.to)
        const alv = Math.min(ahv, cap(it.from, it.to))
        return { ...it, ahv, alv, alvFree: ahv - alv }
      }),
      fak: person.fak.map((it) => ({ ...it, wage: wageOf(it.from, it.to) })),
    }
  })
}

async function accept(stage: Stage, wages: Wages, email: string, at: Instant): Promise<void> {
  const { db, config, day, activities } = stage
  const id = idFor(wages, day)
  const actor = userId(email)
  const mutation = await mutationById(db, id)
  const task = await findTask(db, taskId({ mutationId: id, step: 'review', n: 1 }))
  await claimTask(db, task.id, { actor, at: later(at, -600) })
  const result = await settledFor({ db, config }, mutation, mutation.answers as SalaryDeclarationAnswers)
  const outcome = { decision: 'approve' as const, result, reason: '' }
  const ruling = await decideTask(db, { ...task, kind }, outcome, { actor, at })
  if (ruling !== 'won') throw new Error(`${email} cannot accept the wages of ${wages.firm}: ${ruling}`)
  await activities.decideSalaryDeclaration(id, 1, later(at, 3))
}
