import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { type By, note } from '../audit/note.js'
import { type Json, look, named } from '../look.js'
import type { Whose } from './favourites.js'

export const savedListKinds = ['employees', 'tasks', 'messages', 'mutations'] as const
export type SavedListKind = (typeof savedListKinds)[number]

/** A list as somebody filtered and sorted it, under a name. */
export interface SavedList {
  id: string
  userId: string
  list: SavedListKind
  name: string
  /** The query of its address. */
  state: string
  /** Everybody who acts for the employer finds it. */
  shared: boolean
}

/** A list with whether whoever looks has starred it. */
export interface FoundSavedList extends SavedList {
  starred: boolean
}

/** More would hide each other. */
export const savedListsAtMost = 30

/** The lists of a kind that a user has saved for an employer, and those others share, by name. */
export async function savedLists(db: Knex, whose: Whose, list: SavedListKind): Promise<FoundSavedList[]> {
  const write = (json: Json) => `select ${savedListsIn(json)} as found`
  return savedListsOf(await look(db, write, { ...whose, list }))
}

/** The same as a part of a statement that knows `:employerId`, `:userId` and `:list`; `savedListsOf` reads what it finds. */
export const savedListsIn = (json: Json): string =>
  json.list(
    named('id', 'userId', 'list', 'name', 'state', 'shared', 'starred'),
    `select saved_lists.*, (select count(*) from favourites where user_id = :userId and employer_id = :employerId
        and kind = 'list' and target = saved_lists.id) as starred
      from saved_lists where employer_id = :employerId and (user_id = :userId or shared = 1) and list = :list`,
    'name, id',
  )

export const savedListsOf = (found: (FoundList & { starred: number | boolean })[]): FoundSavedList[] =>
  found.map((row) => ({ ...toSavedList(row), starred: Boolean(row.starred) }))

/** A list this user may open, or null. */
export async function findSavedList(db: Knex, whose: Whose, id: string): Promise<SavedList | null> {
  const row = await visible(db, whose).where({ id }).first()
  return row ? toSavedList(row) : null
}

/** Saves a list, or saves it anew under a name it has already. Null when there are too many. */
export function saveList(
  db: Knex,
  whose: Whose,
  { list, name, state, shared }: Omit<SavedList, 'id' | 'userId'>,
  by: By,
): Promise<string | null> {
  return db.transaction(async (trx) => {
    const own = () => trx('savedLists').where({ ...whose })
    const change = { state, shared: shared ? 1 : 0 }
    const [before] = await own().where({ list, name }).update(change).returning('id')
    const id: string = before?.id ?? randomUUID()
    if (!before) {
      const count = await own().count({ found: '*' }).first()
      if (Number(count?.found ?? 0) >= savedListsAtMost) return null
      await trx('savedLists').insert({ id, ...whose, list, name, ...change, createdAt: by.at })
    }
    await note(trx, by, { action: 'list.save', object: id, employerId: whose.employerId, fields: ['state'] })
    return id
  })
}

/** Forgets a list that this user has saved, with everybody's star on it. False if it is not theirs. */
export function forgetList(db: Knex, whose: Whose, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const removed = await trx('savedLists')
      .where({ ...whose, id })
      .delete()
    if (removed === 0) return false
    await trx('favourites').where({ employerId: whose.employerId, kind: 'list', target: id }).delete()
    await note(trx, by, { action: 'list.forget', object: id, employerId: whose.employerId })
    return true
  })
}

const visible = (db: Knex, { userId, employerId }: Whose) =>
  db('savedLists')
    .where({ employerId })
    .where((seen) => seen.where({ userId }).orWhere({ shared: 1 }))
    .select('id', 'userId', 'list', 'name', 'state', 'shared')

type FoundList = Omit<SavedList, 'shared'> & { shared: number | boolean }
const toSavedList = (row: FoundList): SavedList => ({
  ...row,
  shared: Boolean(row.shared),
})
