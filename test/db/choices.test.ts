import { expect } from 'chai'
import { choicesIn, choose, chooseColumns } from '../../db/notices/choices.js'
import { forEachDatabase } from './databases.js'
import { by, user } from './rows.js'

describe('The choices of a user', () => {
  forEachDatabase((open) => {
    it('are all kept when several are made at the same moment', async () => {
      const db = open()
      const id = await user(db)
      const kept = async () => choicesIn((await db('users').where({ id }).first('choices')).choices)
      for (let round = 0; round < 10; round++) {
        await db('users').where({ id }).update({ choices: '{}' })
        await Promise.all([
          choose(db, id, { keys: 'off' }, by(id)),
          choose(db, id, { setup: 'done' }, by(id)),
          choose(db, id, { days: [1] }, by(id)),
          chooseColumns(db, id, 'desk', ['due'], by(id)),
          chooseColumns(db, id, 'mutations', ['days'], by(id)),
        ])
        const columns = { desk: ['due'], mutations: ['days'] }
        expect(await kept()).to.deep.equal({ keys: 'off', setup: 'done', days: [1], columns })
      }
    })
  })
})
