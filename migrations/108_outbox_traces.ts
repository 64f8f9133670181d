import type { Knex } from 'knex'

// With tracing on, the courier goes on with the trace in which a promise was made (W3C traceparent: random ids).
export const up = (db: Knex) =>
  db.schema.alterTable('outbox', (table) => {
    table.text('traceparent')
  })

export const down = (db: Knex) => db.raw('alter table outbox drop column traceparent')
