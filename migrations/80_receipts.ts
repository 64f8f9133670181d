import type { Knex } from 'knex'

// The signed receipts of released wages: what anybody can verify. They name no employer and no person.
export async function up(db: Knex) {
  await db.schema.createTable('receipts', (table) => {
    table.string('id', 22).primary() // begins the SHA-256 of the code: short enough for a QR code
    table.string('mutation_id', 40).notNullable().unique().references('mutations.id')
    table.string('file_hash', 64) // SHA-256 of the file; null where the wages were typed in the portal
    table.text('code').notNullable()
    table.index(['file_hash'])
  })
  await db.raw('alter table declarations drop column seal')
}

export async function down(db: Knex) {
  await db.schema.dropTable('receipts')
  await db.schema.alterTable('declarations', (table) => {
    table.text('seal')
  })
}
