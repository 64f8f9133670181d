import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { type By, note } from '../audit/note.js'
import { type Json, named } from '../look.js'

/** The desk as somebody filtered it, under a name. */
export interface DeskView {
  id: string
  userId: string
  name: string
  /** The query of its address. */
  state: string
  /** Everybody of the office finds it. */
  shared: boolean
  /** Whoever looks has starred it. */
  starred: boolean
}

/** Each is counted with the desk: more would make it slow. */
export const deskViewsAtMost = 12

/** A view as it is found by `viewsIn`. */
export type FoundView = Omit<DeskView, 'shared' | 'starred'> & { shared: number; starred: number }

/** The views somebody has saved, and those that are shared, by name, as a part of a statement that knows `:userId`. */
export const viewsIn = (json: Json): string =>
  json.list(
    named('id', 'userId', 'name', 'state', 'shared', 'starred'),
    `select id, user_id, name, state, shared, (select count(*) from office_favourites
      where office_favourites.user_id = :userId and kind = 'view' and target = desk_views.id) as starred
      from desk_views where user_id = :userId or shared = 1`,
    'name, id',
  )

export const viewsOf = (found: FoundView[]): DeskView[] =>
  found.map((view) => ({ ...view, shared: Boolean(view.shared), starred: view.starred > 0 }))

/** Saves a view, or saves it anew under a name it has already. False when there are too many. */
export function saveDeskView(
  db: Knex,
  { userId, name, state, shared }: Omit<DeskView, 'id' | 'starred'>,
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const change = { state, shared: shared ? 1 : 0 }
    const [before] = await trx('deskViews').where({ userId, name }).update(change).returning('id')
    const id: string = before?.id ?? randomUUID()
    if (!before) {
      if ((await trx('deskViews').where({ userId })).length >= deskViewsAtMost) return false
      await trx('deskViews').insert({ id, userId, name, ...change, createdAt: by.at })
    }
    await note(trx, by, { action: 'list.save', object: id, fields: ['state'] })
    return true
  })
}

/** Forgets a view that this user has saved, with everybody's star on it. False if it is not theirs. */
export function forgetDeskView(db: Knex, userId: string, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    if ((await trx('deskViews').where({ userId, id }).delete()) === 0) return false
    await trx('officeFavourites').where({ kind: 'view', target: id }).delete()
    await note(trx, by, { action: 'list.forget', object: id })
    return true
  })
}
