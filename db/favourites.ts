import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Deed } from '../domain/audited.js'
import { type By, note } from './audit.js'
import { type Json, look, named } from './look.js'

export const favouriteKinds = ['page', 'report', 'employee', 'list'] as const
export type FavouriteKind = (typeof favouriteKinds)[number]

/** What somebody has starred: a page, a kind of report, a person, or a saved list. */
export interface Starred {
  kind: FavouriteKind
  /** Name of the page or the kind of report, or an id. */
  target: string
}

/** A favourite with the names it has now. */
export interface Favourite extends Starred {
  id: string
  firstName: string | null
  lastName: string | null
  /** Where somebody works: beside the name on the start page. */
  workplace: string | null
  /** Of a saved list. */
  name: string | null
}

/** For whom favourites are kept. */
export interface Whose {
  userId: string
  employerId: string
}

/** More would be a list, not a shortcut. */
export const favouritesAtMost = 20

/** The favourites of a user for an employer, in their order. What is gone is not among them. */
export function favouritesOf(db: Knex, whose: Whose): Promise<Favourite[]> {
  return look(db, (json) => `select ${favouriteList(json)} as found`, { ...whose })
}

/** The same as a part of a statement that knows `:employerId` and `:userId`. */
export const favouriteList = (json: Json): string =>
  json.list(favourite, favouritesSql('favourites.employer_id = :employerId'), 'position, id')

/** The first of them at each employer, those of all employers together; `whose` is a condition on the employer of `favourites`. */
export const favouritesAcross = (json: Json, whose: string): string =>
  json.list(
    { ...favourite, employerId: 'employer_id' },
    `${favouritesSql(whose)} order by position, id limit ${favouritesAtMost}`,
    'position, id',
  )

const favourite = named('id', 'kind', 'target', 'firstName', 'lastName', 'workplace', 'name')
const favouritesSql = (whose: string) => `
  select favourites.id as id, favourites.employer_id as employer_id, favourites.kind as kind, target, position, first_name, last_name,
    saved_lists.name as name,
    (select workplace from employments where employee_id = employees.id order by starts_on desc limit 1) as workplace
  from favourites
  left join employees on favourites.kind = 'employee' and employees.id = target and employees.employer_id = favourites.employer_id
  left join saved_lists on favourites.kind = 'list' and saved_lists.id = target
    and saved_lists.employer_id = favourites.employer_id and (saved_lists.user_id = :userId or shared = 1)
  where favourites.user_id = :userId and ${whose}
    and (favourites.kind in ('page', 'report') or employees.id is not null or saved_lists.id is not null)`

/** Stars something, behind all others. False when there are too many already. */
export function star(db: Knex, whose: Whose, { kind, target }: Starred, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const last = await trx('favourites')
      .where({ ...whose })
      .max({ position: 'position' })
      .count({ found: '*' })
      .first()
    if (Number(last?.found ?? 0) >= favouritesAtMost) return false
    const fresh = { id: randomUUID(), ...whose, kind, target, createdAt: by.at }
    const added = await trx('favourites')
      .insert({ ...fresh, position: (last?.position ?? 0) + 1 })
      .onConflict(['userId', 'employerId', 'kind', 'target'])
      .ignore()
      .returning('id')
    if (added.length > 0) await noted(trx, 'favourite.add', whose, { kind, target }, by)
    return true
  })
}

/** Takes a star away. */
export function unstar(db: Knex, whose: Whose, { kind, target }: Starred, by: By): Promise<void> {
  return db.transaction(async (trx) => {
    const removed = await trx('favourites')
      .where({ ...whose, kind, target })
      .delete()
    if (removed > 0) await noted(trx, 'favourite.remove', whose, { kind, target }, by)
  })
}

/** Puts a favourite one place further up or down among those its user sees. False if there is no such favourite. */
export function moveFavourite(
  db: Knex,
  whose: Whose,
  id: string,
  to: 'up' | 'down',
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const order = (await favouritesOf(trx, whose)).map((it) => it.id)
    const from = order.indexOf(id)
    if (from < 0) return false
    const other = from + (to === 'up' ? -1 : 1)
    const neighbour = order[other]
    if (!neighbour) return true
    order[from] = neighbour
    order[other] = id
    for (const [position, moved] of order.entries())
      await trx('favourites')
        .where({ ...whose, id: moved })
        .update({ position: position + 1 })
    await note(trx, by, { action: 'favourite.move', object: id, employerId: whose.employerId })
    return true
  })
}

const noted = (trx: Knex.Transaction, action: Deed, whose: Whose, { kind, target }: Starred, by: By) =>
  note(trx, by, { action, object: `${kind}/${target}`, employerId: whose.employerId })
