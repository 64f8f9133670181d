import type { Knex } from 'knex'

// By what a search finds reports, messages and closed tasks without reading all an employer has, and what the office counts of wages.
export async function up(db: Knex) {
  for (const [name, on] of Object.entries(indices)) await db.raw(`create index ${name} on ${on}`)
}

export async function down(db: Knex) {
  for (const name of Object.keys(indices)) await db.raw(`drop index ${name}`)
}

const indices = {
  mutations_references: 'mutations (employer_id, reference, id)',
  mutations_subjects: 'mutations (employer_id, subject, id) where subject is not null',
  mutations_newest: 'mutations (employer_id, saved_at desc, id)',
  mutations_sent: 'mutations (employer_id, status, saved_at, id) where submitted_at is not null',
  mutations_wages: "mutations (employer_id, subject, id) where kind = 'salary-declaration'",
  mutations_wages_open: "mutations (status, id) where kind = 'salary-declaration' and status <> 'closed'",
  mutations_of_newcomers: 'mutations (kind, status, id) where employee_id is null',
  mutations_called: "mutations (kind, id) where status = 'draft' and subject_key is not null",
  messages_of_nobody: 'messages (employer_id, id) where employee_id is null',
  tasks_closed: "tasks (employer_id, side, closed_at, id) where status <> 'open'",
}
