import type { Knex } from 'knex'

/**
 * From whom to whom a task of the office went, and from which day to which it was put off: the row of the task knows only the last, and
 * the audit only that it changed. Sealed, gone with the report, and on PostgreSQL for the office alone.
 */
export async function up(db: Knex) {
  await db.schema.createTable('task_moves', (table) => {
    table.string('id', 40).primary()
    table.string('task_id', 100).notNullable()
    table.string('mutation_id', 40).notNullable().references('mutations.id').onDelete('CASCADE')
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('action', 60).notNullable() // as in the audit
    table.string('at', 24).notNullable()
    table.text('change').notNullable() // sealed
    table.index(['mutation_id', 'at'])
  })
  // the timelines of all reports about a person are read at once
  await db.schema.alterTable('extensions', (table) => table.index(['mutation_id']))
  if (!isPostgres(db)) return
  await db.raw('alter table task_moves enable row level security')
  await db.raw('alter table task_moves force row level security')
  await db.raw(
    `create policy of_the_office on task_moves using ((select current_setting('portal.employer', true)) = '*')`,
  )
}

export async function down(db: Knex) {
  await db.schema.alterTable('extensions', (table) => table.dropIndex(['mutation_id']))
  await db.schema.dropTable('task_moves')
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'
