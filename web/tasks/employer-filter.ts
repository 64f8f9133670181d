import type { Request } from 'express'
import type { EmployerTaskFilter } from '../../db/tasks/list.js'
import type { IsoDate } from '../../domain/dates.js'
import { employerOf, visitOf } from '../visit.js'
import { listAddress, listIn, pageOf, textOf } from './address.js'
import { stepsOf } from './forms.js'

/** The state of an employer's task list as its address holds it. */
export interface EmployerListState {
  /** `all`, `mine`, `overdue`, `soon`, `drafts`, `done`, or the step of a task. */
  show: string
  q: string
  page: number
}

export const employerSteps = stepsOf('employer')
const shows = ['mine', 'overdue', 'soon', 'drafts', 'done', ...employerSteps]

/** Reads the state from an address; what nobody can mean is no filter. */
export function employerStateOf(query: Request['query'] | URLSearchParams): EmployerListState {
  const given = query instanceof URLSearchParams ? Object.fromEntries(query) : query
  const show = textOf(given.show)
  return { show: shows.includes(show) ? show : 'all', q: textOf(given.q), page: pageOf(given.page) }
}

/** What the state means for whoever looks. */
export const employerFilterOf = (
  req: Request,
  { show, q }: Pick<EmployerListState, 'show' | 'q'>,
  today: IsoDate,
): EmployerTaskFilter => ({
  show: employerSteps.includes(show) ? { step: show } : (show as 'all'),
  ...{ q, today, userId: visitOf(req).user.id, topics: employerOf(req).topics },
})

/** The address of the list below `path` in this state; what goes without saying is left out. */
export const employerListAddress = (
  path: string,
  { show = 'all', q, page = 1 }: Partial<EmployerListState>,
): string => listAddress(path, { show: show === 'all' ? '' : show, q, page: page > 1 ? page : '' })

/** The tasks of the employer of an address. */
export const employerTasksPath = (req: Request): string => `/e/${employerOf(req).id}/tasks`

/** Back to the list a task was opened from: always a list of this employer, whatever the address says. */
export const employerListBehind = (req: Request): string =>
  employerListAddress(employerTasksPath(req), employerStateOf(new URLSearchParams(listIn(req))))

/** The address of a task of the employer, with the list to come back to. */
export const employerTaskAddress = (req: Request, id: string, list: string): string =>
  listAddress(`${employerTasksPath(req)}/${id}`, { list })
