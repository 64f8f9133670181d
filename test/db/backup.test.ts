import { execFile, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { migrate, openDatabase } from '../../db/knex.js'
import { oweAccountMail } from '../../db/notices/account-mails.js'
import { tablesInOrder } from '../../db/tables.js'
import { need } from '../needs.js'
import { places, testVault } from './databases.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const leftOut = ['sessions', 'rate_limits', 'changes', 'people_words', 'desk_words', 'operations']

describe('A backup', function () {
  this.timeout(120_000)
  let dir = ''
  let key = { identity: '', recipient: '' }
  const settings = (more: Record<string, string> = {}) => ({
    ...process.env,
    NODE_ENV: 'test',
    DATA_DIR: dir,
    DATABASE_URL: join(dir, 'office.db'),
    BACKUP_RECIPIENT: key.recipient,
    BACKUP_IDENTITY: join(dir, 'key.txt'),
    ...more,
  })
  const script = (name: string, args: string[], env: NodeJS.ProcessEnv = settings()) =>
    spawnSync(process.execPath, ['--import', 'tsx', join(root, `scripts/${name}.ts`), ...args], {
      cwd: root,
      env,
      encoding: 'utf8',
    })
  const kept = () => join(dir, 'office.age')

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'portal-backup-'))
    writeFileSync(join(dir, 'key.txt'), '')
    const made = script('backup', ['--new-key'], settings({ BACKUP_RECIPIENT: 'age1' })).stdout
    key = {
      identity: /AGE-SECRET-KEY-\S+/.exec(made)?.[0] ?? '',
      recipient: /BACKUP_RECIPIENT=(\S+)/.exec(made)?.[1] ?? '',
    }
    writeFileSync(join(dir, 'key.txt'), `${key.identity}\n`)
    await migrate(join(dir, 'office.db'))
    expect(script('seed', []).status).to.equal(0)
  })
  after(() => rmSync(dir, { recursive: true, force: true }))

  it('is made while the portal runs, and nobody without the key can read it', () => {
    const made = script('backup', [kept()])
    expect(made.status, made.stderr).to.equal(0)
    expect(made.stdout).to.match(/[1-9]\d{2,} rows/)
    const bytes = readFileSync(kept())
    expect(bytes.subarray(0, 21).toString()).to.equal('age-encryption.org/v1')
    expect(bytes.includes('Zbinden')).to.equal(false)
  })

  for (const [name, make] of Object.entries(places))
    it(`is the same office again on ${name}, its audit chain whole`, async function () {
      if (name === 'PostgreSQL') need(this, 'TEST_POSTGRES_URL')
      const place = await make(this)
      const restored = script('restore', [kept()], settings({ DATABASE_URL: place.url }))
      expect(restored.status, restored.stderr).to.equal(0)
      expect(restored.stdout).to.contain('the audit chain is whole')
      const [old, anew] = [openDatabase(join(dir, 'office.db')), openDatabase(place.url)]
      try {
        for (const { name: table, key } of await tablesInOrder(old)) {
          if (leftOut.includes(table)) continue
          const order = key.map((column) => `"${column}"`).join(', ')
          const rows = [await old(table).orderByRaw(order), await anew(table).orderByRaw(order)]
          const sorted = rows.map((all) => all.map((row) => JSON.stringify(row)).sort())
          expect(sorted[1], table).to.deep.equal(sorted[0])
        }
        const again = script('restore', [kept()], settings({ DATABASE_URL: place.url }))
        expect(again.stderr).to.contain('the database is not empty')
      } finally {
        await Promise.all([old.destroy(), anew.destroy()])
        await place.remove()
      }
    })

  it('from PostgreSQL holds one moment, whatever is written meanwhile, and is restored into either database', async function () {
    const source = await places.PostgreSQL(this)
    const url = { DATABASE_URL: source.url }
    expect(script('restore', [kept()], settings(url)).status).to.equal(0)
    const db = openDatabase(source.url, testVault)
    const file = join(dir, 'postgres.age')
    await db('outbox').delete()
    // each mail comes with the promise to send it, in one transaction
    const to = { recipient: 'uma@test.example', language: 'de' as const }
    const write = () =>
      db.transaction((trx) => oweAccountMail(trx, testVault, to, 'reset', {}, new Date().toISOString()))
    await write()
    const program = ['--import', 'tsx', join(root, 'scripts/backup.ts'), file]
    let isMade = false
    const made = promisify(execFile)(process.execPath, program, { cwd: root, env: settings(url) })
    void made.finally(() => {
      isMade = true
    })
    while (!isMade) await write()
    expect((await made).stdout).to.match(/[1-9]\d{2,} rows/)
    for (const make of Object.values(places)) {
      const target = await make(this)
      const restored = script('restore', [file], settings({ DATABASE_URL: target.url }))
      expect(restored.stdout, restored.stderr).to.contain('the audit chain is whole')
      const anew = openDatabase(target.url)
      const mails: { id: string }[] = await anew('accountMails').where(to).select('id')
      const promised: { mutationId: string }[] = await anew('outbox').select('mutationId')
      expect(mails).to.have.length.greaterThan(0)
      expect(promised.map(({ mutationId }) => mutationId)).to.have.members(mails.map(({ id }) => id))
      const rows = async (of: typeof db, table: string) =>
        Number((await of(table).count({ n: '*' }).first())?.n)
      for (const table of ['employers', 'mutations', 'tasks', 'audit', 'documents'])
        expect(await rows(anew, table), table).to.equal(await rows(db, table))
      await anew.destroy()
      await target.remove()
    }
    await db.destroy()
    await source.remove()
  })

  it('that is cut off or changed restores nothing, and says so', async () => {
    const bytes = readFileSync(kept())
    const flipped = Buffer.from(bytes)
    flipped[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1
    for (const [how, content] of Object.entries({ cut: bytes.subarray(0, bytes.length - 70_000), flipped })) {
      const file = join(dir, `${how}.age`)
      writeFileSync(file, content)
      const url = join(dir, `${how}.db`)
      const restored = script('restore', [file], settings({ DATABASE_URL: url }))
      expect(restored.status, how).to.equal(1)
      expect(restored.stderr, how).to.not.equal('')
      const db = openDatabase(url)
      expect(await db('employers').first(), how).to.equal(undefined)
      await db.destroy()
    }
  })

  it('is not opened with another key, and nothing is made without one', () => {
    const other = script('backup', ['--new-key']).stdout
    const file = join(dir, 'other.txt')
    writeFileSync(file, /AGE-SECRET-KEY-\S+/.exec(other)?.[0] ?? '')
    copyFileSync(kept(), join(dir, 'copy.age'))
    const env = settings({ BACKUP_IDENTITY: file, DATABASE_URL: join(dir, 'other.db') })
    expect(script('restore', [join(dir, 'copy.age')], env).status).to.equal(1)
    const made = script('backup', [join(dir, 'none.age')], { ...settings(), BACKUP_RECIPIENT: undefined })
    expect(made.stderr).to.contain('BACKUP_RECIPIENT is missing')
  })
})
