import type { Knex } from 'knex'
import { countFunction, unwatch, watch } from './32_changes.js'

// The desk shows which reports are asked back, so that such a wish counts as a change of it; no other news about a report does.
export async function up(db: Knex) {
  if (isPostgres(db)) await db.raw(countFunction(`${hasTask} and ${isWish}`))
  await watch(db, 'amendments', { office: (row) => `${row}.what = 'withdrawal'` })
}

export async function down(db: Knex) {
  await unwatch(db, 'amendments', {})
  if (isPostgres(db)) await db.raw(countFunction(hasTask))
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'

// as 107_desk_changes.ts has it
const hasTask = `(tg_argv[1] <> 'mutations' or exists
  (select 1 from tasks where tasks.mutation_id = changed ->> 'id' and tasks.side = 'fund'))`
const isWish = "(tg_argv[1] <> 'amendments' or changed ->> 'what' = 'withdrawal')"
