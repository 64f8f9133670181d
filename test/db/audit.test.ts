import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { type Anchor, anchorKey, anchorOf, firstBrokenAnchor } from '../../db/audit/anchors.js'
import { entriesAbout, firstBrokenEntry, note, noteRead } from '../../db/audit/note.js'
import { isPostgres } from '../../db/knex.js'
import { forEachDatabase } from './databases.js'
import { at, by } from './rows.js'

const run = promisify(execFile)

describe('The audit', () => {
  forEachDatabase((open, url) => {
    let db: Knex
    before(async () => {
      db = open()
      for (let i = 0; i < 5; i++)
        await noteRead(db, by('desk', i), { action: 'employee.read', object: `e${i}` })
    })

    it('tells by whom, when, what and in which request', async () => {
      const fields = ['street', 'zip']
      const entry = { action: 'employee.enter' as const, object: 'e9', employerId: 'm1', fields }
      await db.transaction((trx) => note(trx, { actor: 'hr', at: at(7), requestId: 'r-1' }, entry))
      const [told] = await entriesAbout(db, 'e9')
      expect(told).to.include({
        actor: 'hr',
        at: at(7),
        requestId: 'r-1',
        employerId: 'm1',
        fields: 'street zip',
      })
    })

    it('is a chain without a gap, also when many write at once', async () => {
      const reads = Array.from({ length: 20 }, (_, i) =>
        noteRead(db, by('desk', i), { action: 'employee.read', object: 'busy' }),
      )
      await Promise.all(reads)
      expect(await entriesAbout(db, 'busy')).to.have.length(20)
      expect(await firstBrokenEntry(db)).to.equal(null)
    })

    it('is a chain without a gap, also when two processes write at once', async () => {
      const scribe = fileURLToPath(new URL('scribe.ts', import.meta.url))
      const write = () => run(process.execPath, ['--import', 'tsx', scribe, url(), 'shared', '15'])
      await Promise.all([write(), write()])
      expect(await entriesAbout(db, 'shared')).to.have.length(30)
      expect(await firstBrokenEntry(db)).to.equal(null)
    })

    it('keeps nothing of a change that was taken back', async () => {
      const change = db.transaction(async (trx) => {
        await note(trx, by('hr'), { action: 'employee.enter', object: 'undone' })
        throw new Error('changed my mind')
      })
      expect(await change.then(String, (error) => error.message)).to.equal('changed my mind')
      expect(await entriesAbout(db, 'undone')).to.deep.equal([])
      expect(await firstBrokenEntry(db)).to.equal(null)
    })

    for (const [what, sql] of [
      ['changed', `update audit set actor = 'nobody' where seq = 2`],
      ['deleted', 'delete from audit where seq = 2'],
    ] as const) {
      it(`cannot be ${what}`, async () => {
        expect(await refusal(db, sql)).to.contain('the audit is append-only')
        expect(await firstBrokenEntry(db)).to.equal(null)
      })
    }

    it('cannot be forked: no two entries follow the same one', async () => {
      const fork = `insert into audit (seq, prev, hash, at, actor, action, object, fields)
        select 900, prev, 'forked', at, actor, action, object, fields from audit where seq = 3`
      expect(await refusal(db, fork)).to.match(/unique/i)
      expect(await firstBrokenEntry(db)).to.equal(null)
    })

    it('cannot be emptied', async () => {
      const sql = isPostgres(db) ? 'truncate audit' : 'delete from audit'
      expect(await refusal(db, sql)).to.contain('the audit is append-only')
    })
  })
})

describe('Somebody who owns the database and takes the guards of the audit away', () => {
  const forgeries = {
    'changes an entry': `update audit set actor = 'nobody' where seq = 3`,
    'changes when it happened': `update audit set at = '2020-01-01T00:00:00.000Z' where seq = 3`,
    'deletes an entry': 'delete from audit where seq = 3',
    'exchanges two entries':
      'update audit set seq = 107 - seq where seq in (3, 4); update audit set seq = seq - 100 where seq > 100',
    'inserts an entry': `insert into audit (seq, prev, hash, at, actor, action, object, fields)
      values (7, 'forged', 'forged', '2026-11-23T09:00:00.000Z', 'hr', 'employee.read', 'e1', '')`,
  }
  for (const [what, sql] of Object.entries(forgeries)) {
    describe(what, () => {
      forEachDatabase((open) => {
        it('and is found out, at the first entry that does not fit', async () => {
          const db = open()
          for (let i = 0; i < 6; i++)
            await noteRead(db, by('desk', i), { action: 'employee.read', object: `e${i}` })
          await removeGuards(db)
          for (const statement of sql.split(';')) await db.raw(statement)
          expect(await firstBrokenEntry(db)).to.equal(what.startsWith('inserts') ? 7 : 3)
        })
      })
    })
  }
})

describe('Somebody who owns the database and makes the chain fit again', () => {
  const key = anchorKey(Buffer.alloc(32, 7))
  const forgeries: Record<string, { sql: (last: number) => string; problem: string }> = {
    'cuts off its end': { sql: (last) => `delete from audit where seq >= ${last}`, problem: 'cut off' },
    'writes another end': {
      sql: (last) => `delete from audit where seq >= ${last}`,
      problem: 'rewritten',
    },
  }
  for (const [what, { sql, problem }] of Object.entries(forgeries))
    describe(what, () => {
      forEachDatabase((open) => {
        let db: Knex
        let anchors: Anchor[]
        before(async () => {
          db = open()
          const read = (object: string) => noteRead(db, by('desk'), { action: 'employee.read', object })
          for (let i = 0; i < 4; i++) await read(`e${i}`)
          const anchor = await anchorOf(db, key, at(5))
          anchors = anchor ? [anchor] : []
          expect(await firstBrokenAnchor(db, anchors, [key])).to.equal(null)
          await removeGuards(db)
          await db.raw(sql(4))
          if (problem === 'rewritten') for (const object of ['another', 'end']) await read(object)
        })

        it('has a chain without a fault, and is found out by the anchor', async () => {
          expect(await firstBrokenEntry(db)).to.equal(null)
          expect(await firstBrokenAnchor(db, anchors, [key])).to.include({ problem })
        })

        it('cannot sign an anchor that fits', async () => {
          const forged = await anchorOf(db, anchorKey(Buffer.alloc(32, 8)), at(6))
          const found = await firstBrokenAnchor(db, forged ? [forged] : [], [key])
          expect(found).to.include({ problem: 'forged' })
        })
      })
    })
})

const refusal = (db: Knex, sql: string): Promise<string> =>
  db.raw(sql).then(
    () => 'nobody refused',
    (error: Error) => error.message,
  )

async function removeGuards(db: Knex): Promise<void> {
  if (isPostgres(db)) await db.raw('alter table audit disable trigger all')
  else for (const verb of ['update', 'delete']) await db.raw(`drop trigger audit_no_${verb}`)
}
