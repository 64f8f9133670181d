import type { Knex } from 'knex'

/**
 * What the office writes down about a report for itself. On PostgreSQL a connection that works for an employer sees none of them,
 * not even its own: they are for the office, and for whoever asks what is kept about a person.
 */
export async function up(db: Knex) {
  await db.schema.createTable('case_notes', (table) => {
    table.string('id', 40).primary()
    table.string('mutation_id', 40).notNullable().references('mutations.id')
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.text('text').notNullable() // sealed
    table.string('written_by', 40).notNullable()
    table.string('written_at', 24).notNullable()
    table.index(['mutation_id', 'written_at'])
  })
  if (!isPostgres(db)) return
  await db.raw('alter table case_notes enable row level security')
  await db.raw('alter table case_notes force row level security')
  await db.raw(
    `create policy of_the_office on case_notes using ((select current_setting('portal.employer', true)) = '*')`,
  )
}

export const down = (db: Knex) => db.schema.dropTable('case_notes')

const isPostgres = (db: Knex) => db.client.config.client === 'pg'
