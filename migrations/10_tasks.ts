import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('tasks', (table) => {
    table.string('id', 100).primary() // `<mutation>/<step>/<n>`: an activity that runs twice meets its own row
    table.string('mutation_id', 40).notNullable().references('mutations.id')
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('step', 40).notNullable()
    table.integer('n').notNullable()
    table.string('side', 10).notNullable() // employer | fund
    table.string('status', 12).notNullable() // open | done | expired | withdrawn
    table.text('details').notNullable() // what is asked
    table.text('ladder').notNullable() // when it reminds and expires: fixed moments
    table.string('opened_at', 24).notNullable()
    table.string('due_on', 10).notNullable()
    table.string('claimed_by', 40)
    table.string('claimed_at', 24)
    table.text('outcome')
    table.string('closed_by', 40)
    table.string('closed_at', 24)
    table.index(['mutation_id'])
    table.index(['side', 'status', 'due_on', 'id', 'claimed_by', 'step']) // the desk, most urgent first, and its counts
    table.index(['employer_id', 'side', 'status', 'due_on'])
    table.index(['claimed_by', 'status'])
  })

export const down = (db: Knex) => db.schema.dropTable('tasks')
