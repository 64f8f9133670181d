import type { Knex } from 'knex'
import { look } from './look.js'

/** What a page is about: an employer by its id, or the office's desk. */
export type Scope = string
export const officeScope: Scope = 'office'

/** How often anything a scope's pages show has changed. The database counts itself: see migrations/32_changes.ts. */
export function changesOf(db: Knex, scope: Scope): Promise<number> {
  return look(db, () => 'select coalesce((select n from changes where scope = :scope), 0) as found', {
    scope,
  })
}
