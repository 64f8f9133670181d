import type { Overview } from '../../db/overview.js'
import type { IsoDate } from '../../domain/dates.js'
import { may } from '../access/may.js'
import type { Visit } from '../visit.js'
import type { Reader } from './words.js'

/** The next thirtieth of January, by which the wages of the year before are declared (AHVV 36). */
export function declarationDue(today: IsoDate): IsoDate {
  const year = Number(today.slice(0, 4))
  return today.slice(5) <= '01-30' ? `${year}-01-30` : `${year + 1}-01-30`
}

interface Deadline {
  date: IsoDate
  text: string
  href?: string
}

/** Days to come that matter to an employer, the first one first. */
export function deadlinesIn(overview: Overview, visit: Visit, { t, today, base }: Reader): Deadline[] {
  const { toDo, mutations, proofs, proofsFrom, wagesReported } = overview
  const deadlines: Deadline[] = []
  const task = toDo.find(({ dueOn }) => dueOn !== null && dueOn >= today)
  if (task?.step && task.dueOn && may(visit, 'GET /e/:employer/tasks'))
    deadlines.push({ date: task.dueOn, text: t(`start:step.${task.step}`), href: `${base}/tasks/${task.id}` })
  const decided = mutations.find(({ side, dueOn }) => side === 'fund' && dueOn !== null && dueOn >= today)
  if (decided?.dueOn && may(visit, 'GET /e/:employer/mutations/:id'))
    deadlines.push({
      date: decided.dueOn,
      text: t('start:deadlines.decision', { what: t(`mutations:kind.${decided.kind}`) }),
      href: `${base}/mutations/${decided.id}`,
    })
  if (proofs > 0 && proofsFrom && may(visit, 'GET /e/:employer/employees'))
    deadlines.push({
      date: proofsFrom,
      text: t('start:deadlines.proofs', { count: proofs }),
      href: `${base}/employees?show=allowances`,
    })
  if (!wagesReported && visit.employer?.topics.includes('salaries')) {
    const due = declarationDue(today)
    deadlines.push({ date: due, text: t('start:deadlines.wages', { year: Number(due.slice(0, 4)) - 1 }) })
  }
  return deadlines.toSorted((a, b) => a.date.localeCompare(b.date))
}
