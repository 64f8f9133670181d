import type { IsoDate } from '../../domain/dates.js'
import { type Json, named } from '../look.js'
import { openToMandate } from '../open-topics.js'
import { type RunningMutation, runningCount, runningIn } from '../reports/running.js'
import { type Favourite, favouritesAcross } from '../search/favourite-list.js'
import { isRunningOut, wagesReported } from './overview.js'
import { type Upcoming, upcomingIn, wagesAsked } from './upcoming.js'

/** What the start page of one employer says beside what waits, for all employers at which somebody acts. */
export interface InboxAround {
  /** Reports under way, those that wait for their employer first: the first few. */
  mutations: RunningMutation[]
  /** How many reports are under way. */
  running: number
  /** The next days to come. */
  upcoming: Upcoming[]
  /** Where allowances have a proof of training that runs out within two months: how many, and the first such day. */
  proofs: { employerId: string; count: number; from: IsoDate }[]
  /** The employers whose wages are neither reported nor asked for. */
  wagesDue: { id: string }[]
  favourites: Favourite[]
  /** How many passkeys the visitor has. */
  passkeys: number
  /** How many act for these employers, the visitor included: at least. */
  acting: number
}

/**
 * The same as fields of a statement that has `mine` (the employers with the rights to their parts) and knows `:userId` and the days
 * around today.
 */
export const aroundIn = (json: Json): Record<keyof InboxAround, string> => ({
  mutations: runningIn(json, isOpen, '5'),
  running: runningCount(isOpen),
  upcoming: upcomingIn(json, isOpenTask),
  proofs: json.list(
    { ...named('employerId'), count: 'found', from: 'first_day' },
    proofsSql,
    'first_day, employer_id',
  ),
  wagesDue: json.list({ id: 'id' }, wagesDueSql, 'id'),
  favourites: favouritesAcross(json, 'favourites.employer_id in (select id from mine)'),
  passkeys: '(select count(*) from passkeys where user_id = :userId)',
  acting: `(select 1 + count(*) from (select 1 from mandates where employer_id in (select id from mine)
    and user_id <> :userId and ended_at is null limit 1) as others)`,
})

const isOpen = `mutations.employer_id in (select id from mine where reports = 1)
  and exists (select 1 from mine where mine.id = mutations.employer_id and ${openToMandate('mutations.kind')})`
const isOpenTask = `employer_id in (select id from mine where reports = 1) and exists (select 1 from mutations as theirs
  join mine on mine.id = theirs.employer_id where theirs.id = tasks.mutation_id and ${openToMandate('theirs.kind')})`

const proofsSql = `select employer_id, count(*) as found, min(proven_until) as first_day from entitlements
  where employer_id in (select id from mine where personnel = 1) and ${isRunningOut}
  group by employer_id order by min(proven_until), employer_id limit 3`

const wagesDueSql = `select id from mine where salaries = 1
  and not ${wagesReported('mutations.employer_id = mine.id')} and not ${wagesAsked('tasks.employer_id = mine.id')}`
