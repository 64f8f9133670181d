import type { Knex } from 'knex'
import { type Json, look } from './look.js'

/** What a page is about: an employer by its id, or the office's desk. */
export type Scope = string
export const officeScope: Scope = 'office'

/** How often anything a scope's pages show has changed. The database counts itself: see migrations/32_changes.ts. */
export function changesOf(db: Knex, scope: Scope): Promise<number> {
  return look(db, () => 'select coalesce((select n from changes where scope = :scope), 0) as found', {
    scope,
  })
}

/** How often anything has changed at all employers for which a user acts now: of the same employers, never less than before. */
export async function changesForAgent(db: Knex, userId: string): Promise<number> {
  const mine = 'select employer_id from mandates where user_id = :userId and ended_at is null'
  const sum = `select cast(coalesce(sum(n), 0) as bigint) from changes where scope in (${mine})`
  const sql = (json: Json) => `select ${json.object({ n: `(${sum})` })} as found`
  const { n } = await look<{ n: number }>(db, sql, { userId })
  return n
}
