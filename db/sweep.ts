import type { Knex } from 'knex'
import { isPostgres } from './knex.js'

/** Tables in which names, numbers or keys lie open; what lies sealed elsewhere is unreadable once its key is gone. */
const withNames = [
  ...['person_keys', 'employees', 'employments', 'children', 'births', 'mutations', 'part_links'],
  ...['users', 'account_mails', 'invitations', 'challenges', 'sessions', 'mailbox'],
]

/**
 * Writes the files of the database anew, without what was deleted: a deleted row stays in its page, and in the log of writes, until
 * something takes its place. Writers wait for as long as it takes, which is why it runs at night.
 */
export async function sweepFiles(db: Knex): Promise<void> {
  if (!isPostgres(db)) {
    await db.raw('vacuum')
    await db.raw('pragma wal_checkpoint(truncate)')
    return
  }
  for (const table of withNames) await db.raw(`vacuum (full) ${table}`)
}
