import type { Knex } from 'knex'

// The bytes lie in a table of their own, encrypted: a list never reads them, and a document and the fact
// that needs it are written in one transaction.
export async function up(db: Knex) {
  await db.schema.createTable('documents', (table) => {
    table.string('id', 100).primary() // random for uploads, `<mutation>/<letter>` for letters
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('employee_id', 40).references('employees.id')
    table.string('mutation_id', 40).references('mutations.id')
    table.string('origin', 10).notNullable() // upload | office
    table.string('purpose', 40).notNullable()
    table.string('name', 200).notNullable()
    table.string('mime', 60).notNullable()
    table.integer('size').notNullable() // bytes
    table.string('sha256', 64).notNullable() // of the plain bytes
    table.string('created_by', 40)
    table.string('created_at', 24).notNullable()
    table.index(['mutation_id'])
    table.index(['employee_id'])
    table.index(['employer_id', 'created_at']) // the daily quota
  })
  await db.schema.createTable('document_bytes', (table) => {
    table.string('document_id', 100).primary().references('documents.id').onDelete('CASCADE')
    table.binary('sealed').notNullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTable('document_bytes')
  await db.schema.dropTable('documents')
}
