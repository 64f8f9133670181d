import type { Overview, ToDo } from '../../db/start/overview.js'
import { daysBetween } from '../../domain/dates.js'
import { fullName } from '../../domain/names.js'
import type { T } from '../../locales/i18n.js'
import { aboutWhom } from '../about.js'
import { may } from '../access/may.js'
import { reportEntry } from '../favourites/functions.js'
import type { Visit } from '../visit.js'
import { declarationDue } from './deadlines.js'
import type { Reader } from './words.js'

/** Something one probably wants to do next, with the reason: a link, or a report that begins with a form. */
export interface Likely {
  title: string
  why: string
  icon: string
  href: string
  report?: string
  /** The higher, the sooner it hurts. */
  weight: number
}

/** The three things one most likely wants to do next, computed from what is open, what runs out and what is usual. */
export function likelyNext(overview: Overview, visit: Visit, reader: Reader): Likely[] {
  return [
    ...urgent(overview, visit, reader),
    ...leaving(overview, visit, reader),
    ...wages(overview, visit, reader),
    ...draft(overview, visit, reader),
    ...unread(overview, reader),
    ...proofs(overview, visit, reader),
    ...usual(overview, visit, reader),
  ]
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, 3)
}

/** The most urgent task. */
export function mostUrgent(
  task: Omit<ToDo, 'savedAt' | 'kind' | 'reference'> | undefined,
  { t, today, base }: Reader,
): Likely[] {
  if (!task?.step || !task.dueOn) return []
  return [
    {
      title: aboutWhom(t(`start:step.${task.step}`), task, t),
      why: t(task.dueOn < today ? 'start:likely.overdue' : 'start:likely.due'),
      icon: 'clock',
      href: `${base}/tasks/${task.id}`,
      weight: 100 - daysBetween(today, task.dueOn),
    },
  ]
}

function urgent({ toDo, certificates }: Overview, visit: Visit, reader: Reader): Likely[] {
  if (!may(visit, 'GET /e/:employer/tasks')) return []
  const { t, base } = reader
  const first = mostUrgent(toDo[0], reader)
  const isTogether = certificates > 1 && may(visit, 'GET /e/:employer/certificates')
  const together = {
    title: t('start:likely.certificates', { count: certificates }),
    why: t('start:likely.certificatesWhy'),
    icon: 'school',
    href: `${base}/certificates`,
    weight: 70,
  }
  return isTogether ? [...first, together] : first
}

function leaving({ leaving }: Overview, visit: Visit, { t, fmt, base }: Reader): Likely[] {
  if (!may(visit, 'GET /e/:employer/employees/:id')) return []
  return leaving.map((person) => ({
    title: t('start:likely.leaving', { name: fullName(person) }),
    why: t('start:likely.leavingWhy', { date: fmt.date(person.endsOn) }),
    icon: 'exit',
    href: `${base}/employees/${person.employeeId}#report`,
    weight: 85,
  }))
}

function wages(overview: Overview, visit: Visit, { t, fmt, today, base }: Reader): Likely[] {
  const { wagesReported, wagesAsked, upcoming, toDo } = overview
  const entry = reportEntry(visit, 'salary-declaration', t)
  if (!entry || wagesReported || !visit.employer?.topics.includes('salaries')) return []
  const task = upcoming.find(({ step }) => step === 'declare')
  const isSaid = wagesAsked && (!task || task.id === toDo[0]?.id)
  const due = task?.dueOn ?? declarationDue(today)
  const left = daysBetween(today, due)
  if (isSaid || left > 75) return []
  const year = task?.subject ?? Number(due.slice(0, 4)) - 1
  const why = t('start:likely.wagesWhy', { year, date: fmt.date(due) })
  const { title, icon } = entry
  const where = task ? { title, icon, href: `${base}/tasks/${task.id}` } : entry
  return [{ ...where, why, weight: 95 - left }]
}

function draft({ toDo, drafts }: Overview, visit: Visit, reader: Reader): Likely[] {
  const newest = toDo.find(({ step }) => !step)
  if (!newest || drafts === 0 || !may(visit, 'GET /e/:employer/tasks')) return []
  return [goOn(newest, reader)]
}

/** A draft to go on with. */
export const goOn = (draft: Omit<ToDo, 'step' | 'dueOn'>, { t, fmt, today, base }: Reader): Likely => ({
  title: aboutWhom(t(`mutations:kind.${draft.kind}`), draft, t),
  why: t('start:likely.draft', { when: fmt.since(draft.savedAt, today) }),
  icon: 'pencil',
  href: `${base}/mutations/${draft.id}`,
  weight: 60,
})

const unread = ({ counts }: Overview, { t, base }: Reader): Likely[] =>
  toRead(counts.messages, `${base}/messages?show=unread`, t)

/** Messages nobody has opened, where there are any. */
export function toRead(count: number, href: string, t: T): Likely[] {
  if (count === 0) return []
  const title = t('start:likely.unread', { count })
  return [{ title, why: t('start:likely.unreadWhy'), icon: 'mail', href, weight: 50 }]
}

function proofs({ proofs, proofsFrom }: Overview, visit: Visit, { t, fmt, base }: Reader): Likely[] {
  if (proofs === 0 || !proofsFrom || !may(visit, 'GET /e/:employer/employees')) return []
  const title = t('start:likely.proofs', { count: proofs })
  const why = t('start:likely.proofsWhy', { date: fmt.date(proofsFrom) })
  return [{ title, why, icon: 'school', href: `${base}/employees?show=allowances`, weight: 40 }]
}

function usual({ usual }: Overview, visit: Visit, { t }: Reader): Likely[] {
  const entry = usual && reportEntry(visit, usual, t)
  return entry ? [{ ...entry, why: t('start:likely.usual'), weight: 10 }] : []
}
