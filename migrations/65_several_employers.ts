import type { Knex } from 'knex'
import { isOfSeen } from './47_row_security.js'

/**
 * A connection may be told several employers, parted by commas: somebody with many mandates looks at all of theirs at once, and at
 * nobody else's. Databases that have the policies of before get the new ones; fresh ones have them from the beginning.
 */
export const up = (db: Knex) => rewrite(db, isOfSeen)
export const down = (db: Knex) =>
  rewrite(db, `(select current_setting('portal.employer', true)) in ('*', employer_id)`)

async function rewrite(db: Knex, condition: string): Promise<void> {
  if (db.client.config.client !== 'pg') return
  const { rows } = await db.raw(
    `select tablename from pg_policies where policyname = 'of_one_employer' and schemaname = current_schema()`,
  )
  for (const { tablename } of rows)
    await db.raw(`alter policy of_one_employer on ${tablename} using (${condition})`)
}
