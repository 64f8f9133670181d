import { expect } from 'chai'
import type { Knex } from 'knex'
import { withNames } from '../../db/forgetting/sweep.js'
import { isPostgres } from '../../db/knex.js'
import { forEachDatabase } from './databases.js'

/** Columns that programs fill, with ids, codes, moments, days, hashes or numbers: known by what they are called. */
const written =
  /(^|_)(id|at|on|by|day|hash|status|kind|code|seq|until|from|language|canton|sex|role|origin|mime|severity)$/

/** Columns in tables that are not swept: under the key of a person, a report or a mailing. */
const sealed = [
  ...['amendments.said', 'case_notes.text', 'declaration_corrections.sealed', 'declaration_parts.sealed'],
  ...['document_bytes.sealed', 'documents.name', 'extensions.reason', 'mailing_file_bytes.sealed'],
  ...['mailing_files.name', 'messages.gist', 'staff_changes.changes', 'staff_imports.content'],
  ...['statements.entries', 'tasks.details', 'tasks.follow_up_reason', 'tasks.outcome', 'task_moves.change'],
]

/** Columns in tables that are not swept, and what stands there instead of words about people. */
const free: Record<string, string[]> = {
  'ids, and names of what the programs know': [
    ...[
      'audit.prev',
      'audit.actor',
      'audit.action',
      'audit.object',
      'audit.fields',
      'campaigns.employers',
      'changes.scope',
    ],
    ...['amendments.what', 'deadlines.name', 'entitlements.ended_before', 'erasures.basis', 'events.type'],
    ...['events.subject', 'events.outcome', 'extensions.wanted', 'extensions.granted', 'favourites.target'],
    ...[
      'mandates.topics',
      'notices.event',
      'notices.path',
      'office_favourites.target',
      'operations.name',
      'outbox.workflow',
    ],
    ...['outbox.token', 'outbox.traceparent', 'documents.purpose', 'documents.active_content'],
    ...['retention_runs.counts', 'staff_imports.counts', 'statements.through', 'system_secrets.ending'],
    ...['system_tokens.scopes', 'systems.scopes', 'tasks.step', 'tasks.side', 'tasks.ladder'],
    ...[
      'declaration_parts.of',
      'declaration_parts.what',
      'task_moves.action',
      'webhook_lanes.reason',
      'teams.rules',
    ],
  ],
  'hashes, sums and signatures': [
    'password_tries.key',
    'rate_limits.key',
    'documents.sha256',
    'mailing_files.sha256',
  ],
  'the member, its address and how somebody calls it: kept as long as it is one': [
    ...['employers.member_number', 'employers.uid', 'employers.name', 'employers.street', 'employers.zip'],
    ...['employers.city', 'mandates.alias'],
  ],
  'programs and groups of the office, under the key of the office where they are secret': [
    ...['systems.name', 'teams.name', 'webhooks.url', 'webhooks.secret', 'webhooks.old_secret'],
  ],
}

describe('Every column that holds text', () => {
  forEachDatabase((open) => {
    it('is in a table that is written anew after an erasure, sealed, or known to be free of names: a new one is decided here', async () => {
      const text = (await columns(open())).filter(
        ({ table, column }) => !withNames.includes(table) && !written.test(column),
      )
      expect(text.length).to.be.greaterThan(50)
      const decided = [...sealed, ...Object.values(free).flat()]
      expect(text.map(({ table, column }) => `${table}.${column}`).sort()).to.deep.equal(decided.sort())
    })

    it('and every table that is written anew is there', async () => {
      const tables = new Set((await columns(open())).map(({ table }) => table))
      expect(withNames.filter((table) => !tables.has(table))).to.deep.equal([])
    })
  })
})

async function columns(db: Knex): Promise<{ table: string; column: string }[]> {
  const answer = await db.raw(isPostgres(db) ? onPostgres : onSqlite)
  const rows: { table: string; column: string }[] = answer.rows ?? answer
  return rows.filter(({ table }) => !/^(knex|sqlite)_/.test(table))
}

const onPostgres = `
  select table_name as "table", column_name as "column" from information_schema.columns
  where table_schema = current_schema() and data_type in ('text', 'character varying', 'bytea')`
const onSqlite = `
  select m.name as "table", p.name as "column" from sqlite_master m join pragma_table_info(m.name) p
  where m.type = 'table' and (p.type like '%char%' or p.type like '%text%' or p.type like '%blob%')`
