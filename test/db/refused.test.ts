import { expect } from 'chai'
import type { Knex } from 'knex'
import { openDatabase } from '../../db/knex.js'
import { rows } from '../../db/prepared.js'
import { migratedPlace, testVault } from './databases.js'
import { employer } from './rows.js'

describe('A change that SQLite refuses because somebody else writes', () => {
  let place: Awaited<ReturnType<typeof migratedPlace>>
  let db: Knex
  let other: Knex
  before(async function () {
    place = await migratedPlace('SQLite', this)
    db = openDatabase(place.url, testVault)
    other = openDatabase(place.url, testVault)
  })
  after(async () => {
    await Promise.all([db?.destroy(), other?.destroy()])
    await place?.remove()
  })

  const rename = (id: string, name: string) => db('employers').where({ id }).update({ name })
  const three = [1, 2, 3]
  /** On each of the three connections of the pool, by Knex and by hand. */
  const seen = (id: string) =>
    Promise.all(
      three.flatMap(() => [
        db('employers').where({ id }).pluck('name'),
        rows<{ name: string }>(db, 'select name from employers where id = :id', { id }).then((found) =>
          found.map(({ name }) => name),
        ),
      ]),
    )

  it('leaves the portal seeing what others write, and what it writes itself is kept', async () => {
    const id = await employer(db)
    const writer = await other.transaction()
    await writer('employers').where({ id }).update({ name: 'Vorher AG' })
    const ends = await Promise.allSettled(three.map(() => rename(id, 'Zu früh AG')))
    expect(ends.map((it) => it.status)).to.deep.equal(['rejected', 'rejected', 'rejected'])
    await writer.commit()
    expect(await seen(id)).to.deep.equal(Array(6).fill(['Vorher AG']))
    await other('employers').where({ id }).update({ name: 'Nachher AG' })
    expect(await seen(id)).to.deep.equal(Array(6).fill(['Nachher AG']))
    await rename(id, 'Zuletzt AG')
    expect(await other('employers').where({ id }).pluck('name')).to.deep.equal(['Zuletzt AG'])
  })
})
