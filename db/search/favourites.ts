import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Deed } from '../../domain/audited.js'
import { type By, note } from '../audit/note.js'
import { favouritesOf } from './favourite-list.js'

/** What an employer's people can star. */
export const favouriteKinds = ['page', 'report', 'employee', 'list', 'mutation', 'message', 'guide'] as const
/** What the office's people can star. */
export const officeFavouriteKinds = ['page', 'view', 'employer', 'mutation', 'employee', 'guide'] as const
export type FavouriteKind = (typeof favouriteKinds | typeof officeFavouriteKinds)[number]

/** What somebody has starred. */
export interface Starred {
  kind: FavouriteKind
  /** Name of the page, the kind of report or the guide, or an id. */
  target: string
}

/** Of whom something is kept, and for which employer. */
export interface Whose {
  userId: string
  employerId: string
}

/** Whose favourites: of somebody for an employer, or of somebody of the office. */
export type Keeper = Whose | { userId: string }

const tableOf = (keeper: Keeper) => ('employerId' in keeper ? 'favourites' : 'officeFavourites')

/** More would be a list, not a shortcut. */
export const favouritesAtMost = 20

/** Stars something, behind all others. False when there are too many already. */
export function star(db: Knex, keeper: Keeper, { kind, target }: Starred, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    if ((await favouritesOf(trx, keeper)).length >= favouritesAtMost) return false
    const last = await trx(tableOf(keeper))
      .where({ ...keeper })
      .max({ position: 'position' })
      .first()
    const fresh = { id: randomUUID(), ...keeper, kind, target, createdAt: by.at }
    const added = await trx(tableOf(keeper))
      .insert({ ...fresh, position: (last?.position ?? 0) + 1 })
      .onConflict([...Object.keys(keeper), 'kind', 'target'])
      .ignore()
      .returning('id')
    if (added.length > 0) await noted(trx, 'favourite.add', keeper, { kind, target }, by)
    return true
  })
}

/** Takes a star away. */
export function unstar(db: Knex, keeper: Keeper, { kind, target }: Starred, by: By): Promise<void> {
  return db.transaction(async (trx) => {
    const removed = await trx(tableOf(keeper))
      .where({ ...keeper, kind, target })
      .delete()
    if (removed > 0) await noted(trx, 'favourite.remove', keeper, { kind, target }, by)
  })
}

/** Puts a favourite one place further up or down among those its user sees. False if there is no such favourite. */
export function moveFavourite(
  db: Knex,
  keeper: Keeper,
  id: string,
  to: 'up' | 'down',
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const order = (await favouritesOf(trx, keeper)).map((it) => it.id)
    const from = order.indexOf(id)
    if (from < 0) return false
    const other = from + (to === 'up' ? -1 : 1)
    const neighbour = order[other]
    if (!neighbour) return true
    order[from] = neighbour
    order[other] = id
    for (const [position, moved] of order.entries())
      await trx(tableOf(keeper))
        .where({ ...keeper, id: moved })
        .update({ position: position + 1 })
    await note(trx, by, { action: 'favourite.move', object: id, ...ofEmployer(keeper) })
    return true
  })
}

const noted = (trx: Knex.Transaction, action: Deed, keeper: Keeper, { kind, target }: Starred, by: By) =>
  note(trx, by, { action, object: `${kind}/${target}`, ...ofEmployer(keeper) })

const ofEmployer = (keeper: Keeper) => ('employerId' in keeper ? { employerId: keeper.employerId } : {})
