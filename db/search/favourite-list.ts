import type { Knex } from 'knex'
import type { MutationKind } from '../../domain/kinds.js'
import { type Json, look, named } from '../look.js'
import { favouritesAtMost, type Keeper, type Starred } from './favourites.js'
import type { SavedListKind } from './saved-lists.js'

/** A favourite with the names it has now. */
export interface Favourite extends Starred {
  id: string
  /** Null for the office's people. */
  employerId: string | null
  /** Who it is, or whom it is about. */
  firstName: string | null
  lastName: string | null
  /** Where somebody works: beside the name on the start page. */
  workplace: string | null
  /** Of a saved list, a view of the desk, or an employer. */
  name: string | null
  /** Which list was saved. */
  list: SavedListKind | null
  /** The query of a view of the desk. */
  state: string | null
  /** Of a report, with its reference; `subject` says what it is about where nobody is on file. */
  mutationKind: MutationKind | null
  reference: string | null
  subject: string | null
  /** The kind of a message, and its heading where the office has written one. */
  letter: string | null
  heading: string | null
}

/** The favourites of somebody, in their order. What is gone is not among them. */
export function favouritesOf(db: Knex, keeper: Keeper): Promise<Favourite[]> {
  const list = 'employerId' in keeper ? favouriteList : officeFavouriteList
  return look(db, (json) => `select ${list(json)} as found`, { ...keeper })
}

/** The favourites of somebody at all employers for which they act now, the first of each before the second. */
export function favouritesEverywhere(db: Knex, userId: string): Promise<Favourite[]> {
  const own = 'in (select employer_id from mandates where user_id = :userId and ended_at is null)'
  const write = (json: Json) => `select ${favouritesAcross(json, `favourites.employer_id ${own}`)} as found`
  return look(db, write, { userId })
}

/** The same as a part of a statement that knows `:userId`; `whose` is a condition on the employer of `favourites`. */
export function favouritesAcross(json: Json, whose: string): string {
  const own = `select * from favourites where user_id = :userId and ${whose}`
  const first = `${ofEmployer(own, 'stars.employer_id')} order by position, stars.id limit ${favouritesAtMost}`
  return json.list(favourite, first, 'position, id')
}

/** What starring something would show, or null where there is no such thing for this keeper. */
export async function starrable(db: Knex, keeper: Keeper, starred: Starred): Promise<Favourite | null> {
  const employer = 'employerId' in keeper ? 'cast(:employerId as varchar(40)) as employer_id,' : ''
  const rows = `select 'new' as id, cast(:userId as varchar(40)) as user_id, ${employer}
    cast(:kind as varchar(10)) as kind, cast(:target as varchar(100)) as target, 1 as position`
  const from = 'employerId' in keeper ? ofEmployer(rows) : ofOffice(rows)
  const write = (json: Json) => `select ${json.list(favourite, from, 'id')} as found`
  const [found] = await look<Favourite[]>(db, write, { ...keeper, ...starred })
  return found ?? null
}

/** The favourites for an employer as a part of a statement that knows `:employerId` and `:userId`. */
export const favouriteList = (json: Json): string =>
  json.list(
    favourite,
    ofEmployer('select * from favourites where user_id = :userId and employer_id = :employerId'),
    'position, id',
  )

/** The favourites of somebody of the office as a part of a statement that knows `:userId`. */
export const officeFavouriteList = (json: Json): string =>
  json.list(favourite, ofOffice('select * from office_favourites where user_id = :userId'), 'position, id')

const favourite = {
  ...named(
    'id',
    'employerId',
    'kind',
    'target',
    'firstName',
    'lastName',
    'workplace',
    'name',
    'list',
    'state',
  ),
  ...named('mutationKind', 'reference', 'subject', 'letter', 'heading'),
}

const about = (kind = 'mutations.kind') =>
  `first_name, last_name, ${kind} as mutation_kind, reference, mutations.subject as subject`
/** Of the report, or of that which the message is about. */
const kindAbout =
  'coalesce(mutations.kind, (select theirs.kind from mutations as theirs where theirs.id = messages.mutation_id))'

/** Stars with what they are on, where that is of this employer and open to the same person. */
const ofEmployer = (stars: string, employer = ':employerId') => `
  select stars.id as id, stars.employer_id as employer_id, stars.kind as kind, target, position, ${about(kindAbout)},
    saved_lists.name as name, saved_lists.list as list, null as state, messages.kind as letter, mailings.subject as heading,
    (select workplace from employments where employee_id = employees.id order by starts_on desc limit 1) as workplace
  from (${stars}) as stars
  left join mutations on stars.kind = 'mutation' and mutations.id = target
    and mutations.employer_id = ${employer}
  left join messages on stars.kind = 'message' and messages.id = target and messages.employer_id = ${employer}
  left join mailings on mailings.id = messages.mailing_id
  left join employees on employees.employer_id = ${employer} and employees.id = case stars.kind
    when 'employee' then target when 'mutation' then mutations.employee_id else messages.employee_id end
  left join saved_lists on stars.kind = 'list' and saved_lists.id = target
    and saved_lists.employer_id = ${employer} and (saved_lists.user_id = stars.user_id or shared = 1)
  where stars.kind in ('page', 'report', 'guide') or (stars.kind = 'employee' and employees.id is not null)
    or mutations.id is not null or messages.id is not null or saved_lists.id is not null`

/** The same for the office, which sees no drafts. */
const ofOffice = (stars: string) => `
  select stars.id as id, null as employer_id, stars.kind as kind, target, position, ${about()},
    coalesce(employers.name, desk_views.name) as name, null as list, desk_views.state as state, null as letter, null as heading,
    null as workplace
  from (${stars}) as stars
  left join mutations on stars.kind = 'mutation' and mutations.id = target and mutations.status <> 'draft'
  left join employees on employees.id = case stars.kind when 'employee' then target else mutations.employee_id end
  left join employers on stars.kind = 'employer' and employers.id = target
  left join desk_views on stars.kind = 'view' and desk_views.id = target
    and (desk_views.user_id = stars.user_id or shared = 1)
  where stars.kind in ('page', 'guide') or (stars.kind = 'employee' and employees.id is not null)
    or mutations.id is not null or employers.id is not null or desk_views.id is not null`
