import { callForWages, isStillCalled, remindedOn } from '../db/declarations/calls.js'
import { cantonOf, findEmployerAddress } from '../db/employers/addressees.js'
import { isCalled, type Mutation, mutationById } from '../db/reports/mutations.js'
import { findTask, type TaskSpec, taskId } from '../db/tasks/tasks.js'
import { salaryDeclarationReminder } from '../documents/salary-declaration-reminder.js'
import { senderOf } from '../documents/sender.js'
import { addDays, type Instant, type IsoDate, swissDate } from '../domain/dates.js'
import { holidaysIn } from '../domain/holidays.js'
import { callLadder, declarationDueOn, yearToCall } from '../domain/salary-declaration/call.js'
import { nextWorkday } from '../domain/workdays.js'
import type { TaskDeps } from './case.js'
import type { Deps } from './index.js'
import { publish, render } from './publish.js'

/** Days before the last day of the reminder letter on which it is said once more. */
const lastReminder = 5

export const declarationCallActivities = (deps: Deps) => ({
  /** Asks one page of employers for the wages that are due on the day `meant`; answers where to go on and after which pause in milliseconds. */
  async callNextEmployers(
    meant: Instant,
    after: string | null,
    at: Instant,
  ): Promise<{ next: string | null; pause: number }> {
    const { db, config, courier } = deps
    const year = yearToCall(swissDate(meant), config.declarations.opensOn)
    if (year === null) return { next: null, pause: 0 }
    const page = await callForWages(db, year, after, config.campaignPerSecond, { actor: 'system', at })
    if (page.asked > 0) courier.wake()
    return { next: page.next, pause: Math.ceil((page.asked / config.campaignPerSecond) * 1000) }
  },

  /** Sends the reminder letter about the wages of a year, once (AHVV 34a). */
  async remindOfWages(mutationId: string, at: Instant): Promise<void> {
    const { db, config, courier } = deps
    const mutation = await mutationById(db, mutationId)
    const { employerId } = mutation
    const year = Number(mutation.subject)
    if (!isCalled(mutation) || (await remindedOn(db, employerId, year))) return
    const employer = await findEmployerAddress(db, employerId)
    const date = swissDate(at)
    const isHoliday = holidaysIn(await cantonOf(db, employerId))
    const letter = salaryDeclarationReminder({
      ...{ language: employer.language, reference: mutation.reference, year, employer, date },
      ...senderOf(config.office),
      createdAt: at,
      dueOn: (await findTask(db, taskId({ mutationId, step: 'declare', n: 1 }))).dueOn,
      until: nextWorkday(addDays(date, config.declarations.graceDays), isHoliday),
      fee: config.declarations.fee,
    })
    const rendered = await render(deps, letter)
    const by = { actor: 'system', at }
    await db.transaction(async (trx) => {
      if (!(await isStillCalled(trx, mutationId))) return
      const slug = { slug: 'reminder', kind: 'salary-declaration-reminder' }
      await publish(trx, mutation, slug, rendered, by)
    })
    courier.wake()
  },
})

/** The task that asks for the wages of a year; null where they are sent. */
export async function describeCall(
  { db, config, isHoliday }: TaskDeps,
  mutation: Mutation,
  n: number,
  today: IsoDate,
): Promise<TaskSpec | null> {
  if (!isCalled(mutation)) return null
  const { id: mutationId, employerId } = mutation
  const { graceDays, remindBefore } = config.declarations
  const year = Number(mutation.subject)
  const reminded = await remindedOn(db, employerId, year)
  const task = { mutationId, step: 'declare', n, side: 'employer' as const, details: { year } }
  if (!reminded) {
    const dueOn = declarationDueOn(year, today, isHoliday)
    return { ...task, dueOn, ladder: callLadder(mutationId, today, dueOn, remindBefore) }
  }
  const dueOn = nextWorkday(addDays(reminded, graceDays), isHoliday)
  // after that the task stays, overdue: what the office does then is not for the clock
  const ladder = n === 2 && dueOn >= today ? callLadder(mutationId, today, dueOn, [lastReminder]) : []
  return { ...task, dueOn, ladder }
}
