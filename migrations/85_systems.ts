import type { Knex } from 'knex'

// Programs of the office that fetch what the portal has decided: who they are, what proves it, and what they were let in with.
export async function up(db: Knex) {
  await db.schema.createTable('systems', (table) => {
    table.string('id', 40).primary() // the client id
    table.string('name', 100).notNullable()
    table.string('scopes', 200).notNullable() // separated by blanks
    table.string('created_by', 40).notNullable()
    table.string('created_at', 24).notNullable()
    table.string('ended_at', 24)
    table.string('last_used_at', 24)
  })
  await db.schema.createTable('system_secrets', (table) => {
    table.string('id', 40).primary()
    table.string('system_id', 40).notNullable().references('systems.id')
    table.string('hash', 64).notNullable().unique() // SHA-256: 32 random bytes need no slow hash
    table.string('ending', 4).notNullable() // its last characters, to tell one from another
    table.string('created_at', 24).notNullable()
    table.string('expires_at', 24) // set once there is a newer one
    table.string('last_used_at', 24)
    table.index(['system_id'])
  })
  await db.schema.createTable('system_tokens', (table) => {
    table.string('hash', 64).primary()
    table.string('system_id', 40).notNullable().references('systems.id')
    table.string('scopes', 200).notNullable()
    table.string('expires_at', 24).notNullable()
    table.index(['expires_at'])
    table.index(['system_id'])
  })
}

export async function down(db: Knex) {
  for (const name of ['system_tokens', 'system_secrets', 'systems']) await db.schema.dropTable(name)
}
