import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { ofMandates } from '../../db/reach.js'
import { findMessages, findPeople, findReports, findTasks } from '../../db/search/quick-search.js'
import { forEachDatabase } from './databases.js'
import { at, employee, employer, reference, user } from './rows.js'

describe('A search over all mandates', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })

    /** A report of a person with its decision, some minutes after the first. */
    async function reported(employerId: string, employeeId: string, minutes: number) {
      const id = randomUUID()
      await db('mutations').insert({
        ...{ id, employerId, employeeId, reference: reference(), kind: 'termination', status: 'closed' },
        ...{ draft: '{}', createdBy: 'hr', createdAt: at(0), savedAt: at(minutes), submittedAt: at(0) },
      })
      const letter = { id: `${id}/letter`, kind: 'termination-confirmation', createdAt: at(minutes) }
      await db('messages').insert({ ...letter, employerId, employeeId, mutationId: id })
      return id
    }

    async function called(employerId: string, search: string, count: number) {
      const id = await employee(db, employerId)
      await db('employees').where({ id }).update({ search })
      const known = await db('employees').where({ id }).first()
      const others = Array.from({ length: count - 1 }, (_, n) => ({
        ...known,
        id: `${id.slice(0, 30)}-${n}`,
      }))
      for (let n = 0; n < others.length; n += 30) await db('employees').insert(others.slice(n, n + 30))
      return id
    }

    for (const [how, count] of [
      ['few', 1],
      ['more than are looked up one by one', 200],
    ] as const)
      it(`finds the newest of all by a name that ${how} have, and by what a kind is called, as far as topics and mandates go`, async () => {
        const name = count > 1 ? 'vielhuber' : 'einzelmann'
        const firms = [await employer(db), await employer(db), await employer(db), await employer(db)]
        const [one = '', two = '', closed = '', ended = ''] = firms
        const agent = await user(db, 'employer', firms)
        const stranger = await employer(db)
        await db('mandates').where({ userId: agent, employerId: closed }).update({ topics: 'finance' })
        await db('mandates')
          .where({ userId: agent, employerId: ended })
          .update({ endedAt: at(1) })
        const reports: string[] = []
        for (const [minutes, firm] of [one, two, closed, ended, stranger].entries()) {
          const person = await called(firm, name, count)
          for (const later of [10, 30]) reports.push(await reported(firm, person, later + minutes))
        }
        const [first, third, second, fourth] = reports
        const reach = ofMandates(agent)
        const found = async (q: string, limit: number, kinds: [string, string[]][] = []) => {
          const search = { q, limit, kinds: new Map(kinds) }
          const [byReport, byMessage] = [
            await findReports(db, reach, search),
            await findMessages(db, reach, search),
          ]
          const ids = byReport.map(({ id }) => id)
          expect(byMessage.map(({ id }) => id)).to.deep.equal(ids.map((id) => `${id}/letter`))
          return ids
        }
        expect(await found(name, 3)).to.deep.equal([fourth, third, second])
        expect(await found(name, 9)).to.deep.equal([fourth, third, second, first])
        const kinds: [string, string[]][] = [['austritt', ['termination', 'termination-confirmation']]]
        expect(await found('austritt', 3, kinds)).to.deep.equal([fourth, third, second])
        expect(await found(`austritt ${name}`, 9, kinds)).to.deep.equal([fourth, third, second, first])
        expect(await found('xaverine', 9)).to.deep.equal([])
        const people = await findPeople(db, reach, { q: name, limit: 1000, kinds: new Map() })
        expect(new Set(people.map(({ employerId }) => employerId))).to.deep.equal(new Set([one, two]))
        expect(people).to.have.length(2 * count)
        expect(await findTasks(db, reach, { q: name, limit: 9, kinds: new Map() })).to.deep.equal([])
      })
  })
})
