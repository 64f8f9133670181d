import { expect } from 'chai'
import type { Knex } from 'knex'
import { changesOf, officeScope } from '../../db/changes.js'
import { isPostgres } from '../../db/knex.js'
import { amend } from '../../db/reports/amendments.js'
import { askWithdrawal } from '../../db/reports/withdrawals.js'
import { openTask } from '../../db/tasks/tasks.js'
import { forEachDatabase } from './databases.js'
import { clock, draft, employee, openedTask, spec, submitted, user } from './rows.js'

// What a kept page shows must be counted. These are the other tables: add a new one here only if no such page shows it.
const notShown = [
  ...[
    'audit',
    'births',
    'campaigns',
    'case_notes',
    'changes',
    'children',
    'deadlines',
    'document_bytes',
    'documents',
    'extensions',
    'mailbox',
    'operations',
    'task_moves',
  ],
  ...['declaration_corrections', 'declaration_findings', 'declaration_parts', 'declarations', 'statements'],
  ...['notices', 'on_account', 'outbox', 'part_links', 'person_keys', 'receipts'],
  // The database writes them when it counts a change of what they are of.
  ...['desk_words', 'people_words'],
  ...['erasures', 'retention_runs', 'retention_spans'],
  // What a list changed is told by the employees themselves; the list waits on pages that are not kept.
  ...['staff_changes', 'staff_imports'],
  // What was sent never changes, and what is a draft only its author sees, on pages that are not kept.
  ...['mailings', 'mailing_words', 'mailing_files', 'mailing_file_bytes', 'mailing_recipients'],
  ...['events', 'system_secrets', 'system_tokens', 'systems', 'webhook_lanes', 'webhooks'],
  // Who somebody is and for whom they act is a part of the key.
  ...['account_mails', 'challenges', 'invitations', 'password_tries', 'rate_limits'],
  ...['recovery_codes', 'reset_links', 'sessions', 'staff_identities', 'member_identities'],
]

describe('The count of changes', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })

    it('counts what is written, changed and removed, for its employer', async () => {
      const { employerId } = await draft(db)
      const counted = () => changesOf(db, employerId)
      const seen = [await counted()]
      const id = await employee(db, employerId)
      seen.push(await counted())
      await db('employees').where({ id }).update({ lastName: 'Andrea' })
      seen.push(await counted())
      await db('employees').where({ id }).delete()
      seen.push(await counted())
      expect(seen).to.deep.equal([...new Set(seen)].sort((a, b) => a - b))
      expect(await changesOf(db, 'nobody')).to.equal(0)
    })

    it('counts for the desk what the desk shows, no draft, and nothing that waits for employers', async () => {
      const counted = () => changesOf(db, officeScope)
      const mutation = await submitted(db)
      const before = await counted()
      const update = (change: object) => db('mutations').where({ id: mutation.id }).update(change)
      await update({ status: 'draft' })
      await update({ status: 'submitted' })
      await openedTask(db, spec(mutation, 'provide-documents'))
      expect(await counted()).to.equal(before)
      await openedTask(db, spec(mutation))
      const task = await counted()
      await update({ subject: 'Andrea Test' })
      const opened = await counted()
      expect([task > before, opened > task]).to.deep.equal([true, true])
      expect(await openTask(db, spec(mutation), clock(3))).to.include({ step: 'review' })
      expect(await counted()).to.equal(opened)
    })

    it('counts for the desk that an employer asks for its report back, and no other news about it', async () => {
      const mutation = await submitted(db)
      const before = await changesOf(db, officeScope)
      await amend(db, mutation, 'return-to-work', { on: '2026-12-01' }, clock(4))
      expect(await changesOf(db, officeScope)).to.equal(before)
      await askWithdrawal(db, mutation, 'Doppelt gemeldet', clock(5))
      expect(await changesOf(db, officeScope)).to.be.above(before)
    })

    it('counts who works at the office and their names, but not that somebody has signed in', async () => {
      const without = await changesOf(db, officeScope)
      const id = await user(db, 'caseworker')
      const before = await changesOf(db, officeScope)
      expect(before).to.be.above(without)
      await db('users').where({ id }).update({ lastSignInAt: clock().at })
      expect(await changesOf(db, officeScope)).to.equal(before)
      const seen = [before]
      for (const change of [{ name: 'Ursula Test' }, { role: 'supervisor' }, { status: 'disabled' }]) {
        await db('users').where({ id }).update(change)
        seen.push(await changesOf(db, officeScope))
      }
      expect(seen).to.deep.equal([...new Set(seen)].sort((a, b) => a - b))
    })

    it('takes back what a transaction takes back', async () => {
      const { employerId, id } = await draft(db)
      const before = await changesOf(db, employerId)
      const failed = db.transaction(async (trx) => {
        await trx('mutations')
          .where({ id })
          .update({ savedAt: clock(9).at })
        throw new Error('no')
      })
      await failed.catch(() => {})
      expect(await changesOf(db, employerId)).to.equal(before)
    })

    it('is kept for every table that a kept page may show', async () => {
      expect(await uncounted(db)).to.deep.equal(notShown.toSorted())
    })

    it('stands when many write for the same employer at once', async () => {
      const { employerId } = await draft(db)
      const before = await changesOf(db, employerId)
      await Promise.all(Array.from({ length: 12 }, () => employee(db, employerId)))
      expect((await changesOf(db, employerId)) - before).to.equal(12)
    })
  })
})

/** Tables without a trigger that counts. */
async function uncounted(db: Knex): Promise<string[]> {
  const tables = isPostgres(db)
    ? db('information_schema.tables').where({ tableSchema: 'public' }).select({ name: 'tableName' })
    : db('sqlite_master').where({ type: 'table' }).select('name')
  const counting = isPostgres(db)
    ? db('information_schema.triggers').select({ trigger: 'triggerName', name: 'eventObjectTable' })
    : db('sqlite_master').where({ type: 'trigger' }).select({ trigger: 'name', name: 'tblName' })
  const counted = new Set<string>()
  for (const { trigger, name } of await counting) if (trigger.startsWith('changes_')) counted.add(name)
  const names: string[] = (await tables).map(({ name }: { name: string }) => name)
  return names.filter((name) => !counted.has(name) && !/^(knex_|sqlite_)/.test(name)).sort()
}
