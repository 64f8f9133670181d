import type { Knex } from 'knex'

const forbidden = 'the audit is append-only'

export async function up(db: Knex) {
  await db.schema.createTable('audit', (table) => {
    table.integer('seq').primary()
    table.string('prev', 64).notNullable().unique() // unique: the chain cannot fork
    table.string('hash', 64).notNullable().unique()
    table.string('at', 24).notNullable()
    table.string('actor', 40).notNullable()
    table.string('employer_id', 40)
    table.string('action', 60).notNullable()
    table.string('object', 160).notNullable()
    table.string('fields', 400).notNullable()
    table.string('request_id', 40)
    table.index(['object', 'seq'])
    table.index(['actor', 'seq'])
  })
  for (const statement of guards(db)) await db.raw(statement)
}

export async function down(db: Knex) {
  await db.schema.dropTable('audit')
  if (isPostgres(db)) await db.raw('drop function if exists refuse_audit_change')
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'

const guards = (db: Knex) =>
  isPostgres(db)
    ? [
        `create function refuse_audit_change() returns trigger language plpgsql as $$ begin raise exception '${forbidden}'; end $$`,
        `create trigger audit_stays before update or delete on audit for each row execute function refuse_audit_change()`,
        `create trigger audit_whole before truncate on audit execute function refuse_audit_change()`,
      ]
    : ['update', 'delete'].map(
        (verb) =>
          `create trigger audit_no_${verb} before ${verb} on audit begin select raise(abort, '${forbidden}'); end`,
      )
