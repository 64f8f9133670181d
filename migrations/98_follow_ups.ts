import type { Knex } from 'knex'

/** A task of the office that waits until a day (Wiedervorlage), and why; the desk counts such tasks from its index alone. */
export async function up(db: Knex) {
  await db.schema.alterTable('tasks', (table) => {
    table.string('follow_up_on', 10)
    table.text('follow_up_reason') // sealed: people write about people
    table.string('follow_up_by', 40)
    table.dropIndex([...before])
    table.index([...before, 'follow_up_on'], 'tasks_of_the_desk')
  })
}

export async function down(db: Knex) {
  await db.schema.alterTable('tasks', (table) => {
    table.dropIndex([], 'tasks_of_the_desk')
    table.index([...before])
  })
  // written out: knex would make the table anew on SQLite, and others refer to it
  for (const column of ['follow_up_on', 'follow_up_reason', 'follow_up_by'])
    await db.raw(`alter table tasks drop column ${column}`)
}

const before = ['side', 'status', 'due_on', 'id', 'claimed_by', 'step'] as const
