import type { Knex } from 'knex'
import { isPostgres } from '../knex.js'

/** Tables in which names, numbers or keys lie open; what lies sealed elsewhere is unreadable once its key is gone. */
export const withNames = [
  ...['person_keys', 'employees', 'employments', 'children', 'births', 'mutations', 'part_links'],
  ...['users', 'account_mails', 'invitations', 'challenges', 'sessions', 'mailbox'],
  ...[
    'passkeys',
    'staff_identities',
    'member_identities',
    'saved_lists',
    'desk_views',
    'people_words',
    'desk_words',
  ],
  ...['declarations', 'declaration_findings', 'mailings', 'mailing_words'],
]

/**
 * Writes the files of the database anew, without what was deleted: a deleted row stays in its page, and in the log of writes, until
 * something takes its place. Writers wait for as long as it takes, which is why it runs at night. Throws where PostgreSQL lets the
 * role only use the tables: it would skip them with a mere warning.
 */
export async function sweepFiles(db: Knex): Promise<void> {
  if (!isPostgres(db)) {
    await db.raw('vacuum')
    await db.raw('pragma wal_checkpoint(truncate)')
    return
  }
  const { rows } = await db.raw(
    `select pg_has_role(datdba, 'usage') as owns from pg_database where datname = current_database()`,
  )
  if (!rows[0].owns)
    throw new Error(
      'only the owner of the database may write its files anew: npm run sweep with their DATABASE_URL',
    )
  for (const table of withNames) await db.raw(`vacuum (full, analyze) ${table}`)
  // samples of the columns stand there, those of before until it is written anew
  await db.raw('vacuum (full) pg_catalog.pg_statistic')
}
