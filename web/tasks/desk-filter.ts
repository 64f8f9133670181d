import type { Request } from 'express'
import type { Office } from '../../db/desk/sharing.js'
import type { Team } from '../../db/desk/teams.js'
import type { DeskFilter } from '../../db/desk/wanted.js'
import { addDays, type IsoDate } from '../../domain/dates.js'
import { isMutationKind } from '../../domain/kinds.js'
import { listAddress, listIn, textOf } from './address.js'
import { stepsOf } from './forms.js'

/** The state of the desk as its address holds it; empty text is no filter. */
export interface DeskState {
  q: string
  kind: string
  step: string
  /** `mine`, `free`, or the id of a caseworker. */
  who: string
  due: '' | 'overdue' | 'today' | 'week' | 'fortnight'
  /** What waits for a later day. */
  wait: '' | 'later'
  /** `mine` is that of whoever looks, otherwise the id of a team. */
  team: string
}

const dueDays = { overdue: -1, today: 0, week: 7, fortnight: 14 }
export const dueChoices = Object.keys(dueDays) as (keyof typeof dueDays)[]
export const whoChoices = ['mine', 'free'] as const
export const fundSteps = stepsOf('fund')

/** Reads the state of the desk from an address; what nobody can mean is no filter. */
export function deskStateOf(query: Request['query'] | URLSearchParams): DeskState {
  const given = query instanceof URLSearchParams ? Object.fromEntries(query) : query
  const one = <V extends string>(name: string, known: readonly V[]): V | '' =>
    known.find((value) => value === given[name]) ?? ''
  return {
    q: textOf(given.q),
    kind: isMutationKind(given.kind) ? given.kind : '',
    step: one('step', fundSteps),
    who: one('who', whoChoices) || idOf(given.who),
    due: one('due', dueChoices),
    wait: one('wait', ['later']),
    team: one('team', ['mine']) || idOf(given.team),
  }
}

/** What may be somebody's id: of nobody there are no tasks. */
const idOf = (value: unknown): string =>
  typeof value === 'string' && /^[\w-]{8,40}$/.test(value) ? value : ''

/** What a state asks for: a team as what is its own, oneself together with those one stands in for. */
export function filterOf(
  { q, kind, step, who, due, wait, team }: DeskState,
  { teams, standsInFor }: Pick<Office, 'teams' | 'standsInFor'>,
  { me, today }: { me: string; today: IsoDate },
): DeskFilter {
  const isTheirs = ({ id, members }: Team) =>
    team === 'mine' ? members.some((it) => it.id === me) : id === team
  return {
    q,
    kind,
    step,
    who: who || undefined,
    isLater: wait === 'later',
    dueBy: due ? addDays(today, dueDays[due]) : undefined,
    teams: team ? teams.filter(isTheirs).map(({ rules }) => rules) : undefined,
    standsInFor,
  }
}

/** The address of the desk in this state. */
export const deskAddress = (state: Partial<DeskState> & { page?: number }): string =>
  listAddress('/office', { ...state, page: state.page && state.page > 1 ? state.page : undefined })

/** The address of a task, with the list to come back to. */
export const deskTaskAddress = (id: string, list: string): string =>
  listAddress(`/office/tasks/${id}`, { list })

/** Back to the list a task was opened from. */
export function listBehind(req: Request): string {
  const query = new URLSearchParams(listIn(req))
  return deskAddress({ ...deskStateOf(query), page: Number(query.get('page')) || undefined })
}
