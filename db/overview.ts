import type { Knex } from 'knex'

export interface Counts {
  tasks: number
  messages: number
}

/** What waits for an employer: open tasks and drafts together, and unread messages. One query for every page's menu. */
export async function employerCounts(db: Knex, employerId: string): Promise<Counts> {
  const row = await db
    .select({
      tasks: db('tasks').where({ employerId, side: 'employer', status: 'open' }).count(),
      drafts: db('mutations').where({ employerId, status: 'draft' }).count(),
      messages: db('messages').where({ employerId }).whereNull('readAt').count(),
    })
    .first()
  return { tasks: Number(row.tasks) + Number(row.drafts), messages: Number(row.messages) }
}

/** How many tasks of the office are open. */
export async function deskCount(db: Knex): Promise<number> {
  const row = await db('tasks').where({ side: 'fund', status: 'open' }).count({ open: '*' }).first()
  return Number(row?.open ?? 0)
}
