import type { Knex } from 'knex'

// A promise may be about a mail to an account, which is no mutation: the reference has to go.
export async function up(db: Knex) {
  await replace(db, (table) => table.string('mutation_id', 40).notNullable())
}

export async function down(db: Knex) {
  await db('outbox').whereNotIn('mutation_id', db('mutations').select('id')).delete()
  await replace(db, (table) => table.string('mutation_id', 40).notNullable().references('mutations.id'))
}

async function replace(db: Knex, subject: (table: Knex.CreateTableBuilder) => void) {
  const rows = await db('outbox').select()
  await db.schema.dropTable('outbox')
  await db.schema.createTable('outbox', (table) => {
    table.string('workflow_id', 60).primary()
    table.string('workflow', 40).notNullable()
    subject(table)
    table.string('token', 36).notNullable()
    table.string('created_at', 24).notNullable()
  })
  await db.batchInsert('outbox', rows, 50)
}
