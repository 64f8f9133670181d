import type { Overview } from '../../db/start/overview.js'
import type { Upcoming } from '../../db/start/upcoming.js'
import type { IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { aboutWhom } from '../about.js'
import { may } from '../access/may.js'
import { reportEntry } from '../favourites/functions.js'
import type { Visit } from '../visit.js'
import type { Reader } from './words.js'

/** The next thirtieth of January, by which the wages of the year before are declared (AHVV 36). */
export function declarationDue(today: IsoDate): IsoDate {
  const year = Number(today.slice(0, 4))
  return today.slice(5) <= '01-30' ? `${year}-01-30` : `${year + 1}-01-30`
}

/** A day to come as a link, or with `report` as a form to that address that begins the report. */
export interface Deadline {
  date: IsoDate
  text: string
  href: string
  report?: MutationKind
}

/** Days to come that matter to an employer, the first one first. */
export function deadlinesIn(overview: Overview, visit: Visit, reader: Reader): Deadline[] {
  const { upcoming, proofs, proofsFrom } = overview
  const { t, base } = reader
  const deadlines = may(visit, 'GET /e/:employer/tasks') ? upcoming.map((it) => dayToCome(it, reader)) : []
  if (proofs > 0 && proofsFrom && may(visit, 'GET /e/:employer/employees'))
    deadlines.push({
      date: proofsFrom,
      text: t('start:deadlines.proofs', { count: proofs }),
      href: `${base}/employees?show=allowances`,
    })
  return [...deadlines, ...wages(overview, visit, reader)].toSorted((a, b) => a.date.localeCompare(b.date))
}

/** A task that is to be answered, or the day by which the office means to decide. */
export function dayToCome(it: Upcoming, { t, base }: Pick<Reader, 't' | 'base'>): Deadline {
  const task = { date: it.dueOn, href: `${base}/tasks/${it.id}` }
  if (it.step === 'declare') return { ...task, text: t('start:deadlines.wages', { year: it.subject }) }
  if (it.side === 'employer') return { ...task, text: aboutWhom(t(`start:step.${it.step}`), it, t) }
  const what = aboutWhom(t(`mutations:kind.${it.kind}`), it, t)
  const text = t('start:deadlines.decision', { what })
  return { date: it.dueOn, text, href: `${base}/mutations/${it.mutationId}` }
}

/** By the law, until the office asks for them and says by when. */
function wages({ wagesReported, wagesAsked }: Overview, visit: Visit, { t, today }: Reader): Deadline[] {
  const entry = reportEntry(visit, 'salary-declaration', t)
  if (!entry || wagesReported || wagesAsked || !visit.employer?.topics.includes('salaries')) return []
  const date = declarationDue(today)
  const text = t('start:deadlines.wages', { year: Number(date.slice(0, 4)) - 1 })
  return [{ date, text, href: entry.href, report: entry.report }]
}
