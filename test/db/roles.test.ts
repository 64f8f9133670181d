import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { firstBrokenEntry, noteRead } from '../../db/audit/note.js'
import { sweepFiles } from '../../db/forgetting/sweep.js'
import { isMigrated, migrate, openDatabase } from '../../db/knex.js'
import { withinEmployer } from '../../db/tenant-scope.js'
import { need } from '../needs.js'
import { places, testVault } from './databases.js'
import { by, draft, submitted } from './rows.js'

const script = readFileSync(new URL('../../deploy/roles.sql', import.meta.url), 'utf8')

describe('The portal with a role of PostgreSQL that may only use the tables', () => {
  let app: Knex
  let owned: Knex
  let close: () => Promise<void>

  before(async function () {
    const server = need(this, 'TEST_POSTGRES_URL')
    const place = await places.PostgreSQL(this)
    const [owner, user] = ['owner', 'app'].map((what) => `${what}_${randomBytes(4).toString('hex')}`)
    const admin = openDatabase(server)
    const url = new URL(place.url)
    await admin.raw(`create role ${owner} login nosuperuser`)
    await admin.raw(`create role ${user} login nosuperuser`)
    await admin.raw(`alter database ${url.pathname.slice(1)} owner to ${owner}`)
    url.username = String(owner)
    await migrate(url.href)
    owned = openDatabase(url.href)
    await owned.raw(script.replaceAll('portal_app', String(user)))
    url.username = String(user)
    app = openDatabase(url.href, testVault)
    close = async () => {
      await app.destroy()
      await owned.destroy()
      await place.remove()
      await admin.raw(`drop role ${user}`)
      await admin.raw(`drop role ${owner}`)
      await admin.destroy()
    }
  })
  after(() => close?.())

  it('does its work, and writes the audit', async () => {
    const mutation = await submitted(app)
    await noteRead(app, by('desk'), { action: 'employee.read', object: String(mutation.employeeId) })
    expect(await firstBrokenEntry(app)).to.equal(null)
    expect(await isMigrated(app)).to.equal(true)
  })

  it('says that files are written anew by the owner alone, rather than skipping it', async () => {
    expect(await sweepFiles(app).catch((error) => error.message)).to.contain('npm run sweep')
    await sweepFiles(owned)
  })

  it('still sees one employer at a time', async () => {
    const [own] = [await draft(app), await draft(app)]
    const seen = await withinEmployer(
      own.employerId,
      async () => await app('mutations').distinct('employerId'),
    )
    expect(seen).to.deep.equal([{ employerId: own.employerId }])
  })

  for (const sql of [
    `update audit set actor = 'nobody'`,
    'delete from audit',
    'truncate audit',
    'alter table audit disable trigger all',
    'drop trigger audit_stays on audit',
    'drop table audit',
    'create table spare (id int)',
    'alter table employees disable row level security',
    'drop policy of_one_employer on employees',
    'create or replace function refuse_audit_change() returns trigger language plpgsql as $$ begin return new; end $$',
    `delete from knex_migrations`,
  ])
    it(`may not ${sql.slice(0, 60)}`, async () => {
      const said = await app.raw(sql).then(
        () => 'done',
        (error: { message: string }) => error.message,
      )
      expect(said).to.match(/permission denied|must be owner/)
    })
})
