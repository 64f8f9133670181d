import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { settleOthers } from '../../db/allowances/terminations.js'
import { reseal } from '../../db/forgetting/reseal.js'
import { openDatabase } from '../../db/knex.js'
import { destroyKeys } from '../../db/person-keys.js'
import { findTask, type Task } from '../../db/tasks/tasks.js'
import { keepTyped, receiveForTask, removeFromTask, reuseForTask } from '../../db/tasks/uploads.js'
import { forEachDatabase, testVault } from './databases.js'
import { type AboutEmployee, by, clock, draft, openedTask, spec, submitted } from './rows.js'

const paper = { id: randomUUID(), mutationId: null } as never

/** Everything that writes the details of a task anew. */
const changes: Record<string, (db: Knex, task: Task, about: AboutEmployee) => Promise<unknown>> = {
  'what was typed is kept': (db, task) => keepTyped(db, task, { note: 'krank' }, by('hr', 3)),
  'a document arrives': (db, task) => db.transaction((trx) => receiveForTask(trx, task, paper, 0)),
  'a document is there for another wish': async (db, task) => {
    const document = { id: randomUUID() } as never
    await db.transaction((trx) => receiveForTask(trx, task, document, 0))
    return reuseForTask(db, task, { documentId: (document as { id: string }).id, wish: 1 }, by('hr', 3))
  },
  'a document is removed': async (db, task) => {
    const document = { id: randomUUID() } as never
    await db.transaction((trx) => receiveForTask(trx, task, document, 0))
    return removeFromTask(db, task, { documentId: (document as { id: string }).id, wish: 0 }, by('hr', 3))
  },
  'the employment ends': async (db, _task, about) => {
    const other = { ...(await draft(db)), employerId: about.employerId, employeeId: about.employeeId }
    const exit = { lastDay: '2026-12-31', hasLeft: false }
    return db.transaction((trx) => settleOthers(trx, other, exit, clock(3)))
  },
}

describe('What a task says about a person', () => {
  forEachDatabase((open, url) => {
    const stored = async (id: string): Promise<string> => {
      const db = openDatabase(url())
      try {
        return (await db('tasks').where({ id }).first('details')).details
      } finally {
        await db.destroy()
      }
    }
    for (const [when, change] of Object.entries(changes))
      it(`stays sealed when ${when}`, async () => {
        const db = open()
        const about = await submitted(db)
        const task = await openedTask(db, spec(about, 'provide-documents'))
        const before = await stored(task.id)
        await change(db, task, about)
        const after = await stored(task.id)
        expect(after).to.not.equal(before)
        expect(after.charCodeAt(0), after).to.equal(1)
        expect(after).to.not.contain('Geburtsurkunde')
        expect((await findTask(db, task.id)).details.text).to.equal('Geburtsurkunde')
        await db.transaction((trx) => destroyKeys(trx, [about.employeeId]))
        const lost = await findTask(db, task.id).catch((error) => error)
        expect(JSON.stringify(lost)).to.not.contain('Geburtsurkunde')
      })

    it('is sealed by the next sealing anew where it was once left open', async () => {
      const db = open()
      const task = await openedTask(db, spec(await submitted(db), 'provide-documents'))
      await db('tasks').where({ id: task.id }).update({ details: '{"text":"krank"}' })
      for await (const _ of reseal(db, testVault, testVault));
      expect((await stored(task.id)).charCodeAt(0)).to.equal(1)
      expect((await findTask(db, task.id)).details).to.deep.equal({ text: 'krank' })
    })
  })
})
