import { expect } from 'chai'
import type { Knex } from 'knex'
import { isMigrated, isPostgres, migrate } from '../../db/knex.js'
import { migrationSource } from '../../migrations/index.js'
import { forEachDatabase } from './databases.js'

describe('The schema', () => {
  forEachDatabase((open, url) => {
    it('goes up, all the way down and up again, and is the same as before', async () => {
      const db = open()
      const first = await columnsOf(db)
      expect(first.filter((it) => it.startsWith('audit.'))).to.have.length(10)
      await migrate(url(), true)
      expect(await columnsOf(db)).to.deep.equal([])
      expect(await isMigrated(db)).to.equal(false)
      await migrate(url())
      expect(await columnsOf(db)).to.deep.equal(first)
    })

    it('is complete when every listed migration was made', async () => {
      const db = open()
      expect(await isMigrated(db)).to.equal(true)
      const [last] = await db('knex_migrations').orderBy('id', 'desc').limit(1)
      await db('knex_migrations').where({ id: last.id }).delete()
      expect(await isMigrated(db)).to.equal(false)
      await db('knex_migrations').insert(last)
      expect(await migrate(url())).to.deep.equal([])
    })

    it('is complete for a release that does not know the newest migrations yet', async () => {
      const db = open()
      await db('knex_migrations').insert({ name: '999_of_the_next_release', batch: 99 })
      expect(await isMigrated(db)).to.equal(true)
      await db('knex_migrations').where({ batch: 99 }).delete()
    })

    it('makes its tables in the order of their numbers', async () => {
      const names = await migrationSource.getMigrations([])
      expect(names).to.deep.equal(names.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)))
    })
  })
})

/** `table.column` of everything but the notes of the migrations themselves. */
async function columnsOf(db: Knex): Promise<string[]> {
  const rows: { tableName: string; columnName: string }[] = isPostgres(db)
    ? await db('information_schema.columns')
        .where({ tableSchema: 'public' })
        .select('tableName', 'columnName')
    : await db
        .select({ tableName: 'm.name', columnName: 'p.name' })
        .from(db.raw(`sqlite_master m join pragma_table_info(m.name) p`))
        .where('m.type', 'table')
  return rows
    .map((row) => `${row.tableName}.${row.columnName}`)
    .filter((name) => !/^(knex_|sqlite_)/.test(name))
    .sort()
}
