import { expect } from 'chai'
import type { Knex } from 'knex'
import { listMessages, messageCounts, messageToRead } from '../../db/messages/list.js'
import { findMessage, messagesAmong } from '../../db/messages/messages.js'
import { allTopics } from '../../db/open-topics.js'
import { listEmployees } from '../../db/people/list.js'
import { mutationLines, mutationList } from '../../db/reports/list.js'
import { findMessages, findReports, findTasks } from '../../db/search/quick-search.js'
import { employerCounts } from '../../db/start/counts.js'
import { menuOf } from '../../db/start/menu.js'
import { overviewOf } from '../../db/start/overview.js'
import { employerTaskCounts, employerTaskList } from '../../db/tasks/list.js'
import { forEachDatabase } from './databases.js'
import { draft, openedTask, spec, submitted } from './rows.js'

const page = { offset: 0, limit: 20 }
const today = '2026-11-24'
const tasks = { show: 'all', q: '', today } as const
const messages = { q: '', show: 'all', page: 1 } as const
const people = { q: '', show: 'all', sort: 'name', page: 1, today } as const
const search = { q: 'e', kinds: new Map<string, string[]>(), limit: 20 }
const whose = { userId: 'hr', employerId: 'firm' }

/** Lists asked for without the topics of who looks. That the compiler refuses each of them is half of what is held here. */
const forgetful: Record<string, (db: Knex) => Promise<unknown>> = {
  // @ts-expect-error
  employerCounts: (db) => employerCounts(db, 'firm'),
  // @ts-expect-error
  menuOf: (db) => menuOf(db, whose),
  // @ts-expect-error
  overviewOf: (db) => overviewOf(db, whose, today, 5),
  // @ts-expect-error
  listEmployees: (db) => listEmployees(db, whose, people),
  // @ts-expect-error
  employerTaskCounts: (db) => employerTaskCounts(db, 'firm', today, 'hr'),
  // @ts-expect-error
  employerTaskList: (db) => employerTaskList(db, 'firm', tasks, page),
  // @ts-expect-error
  mutationList: (db) => mutationList(db, { employerId: 'firm', q: '' }, page),
  // @ts-expect-error
  mutationLines: (db) => mutationLines(db, { employerId: 'firm', q: '' }, 20),
  // @ts-expect-error
  listMessages: (db) => listMessages(db, 'firm', messages),
  // @ts-expect-error
  messageCounts: (db) => messageCounts(db, 'firm'),
  // @ts-expect-error
  messageToRead: (db) => messageToRead(db, 'firm', 'letter'),
  // @ts-expect-error
  findMessage: (db) => findMessage(db, 'firm', 'letter'),
  // @ts-expect-error
  messagesAmong: (db) => messagesAmong(db, 'firm', ['letter']),
  // @ts-expect-error
  findReports: (db) => findReports(db, 'firm', search),
  // @ts-expect-error
  findTasks: (db) => findTasks(db, 'firm', search),
  // @ts-expect-error
  findMessages: (db) => findMessages(db, 'firm', search),
}

describe('What is open to whom', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })

    for (const [name, ask] of Object.entries(forgetful))
      it(`${name} answers nobody whose topics are not said`, async () => {
        const answer = await (async () => ask(db))().then(
          () => 'answered',
          (error) => error,
        )
        expect(answer).to.be.instanceOf(TypeError)
      })

    it('nothing is open without a topic, and everything with all of them', async () => {
      const report = await submitted(db)
      const { employerId } = report
      await openedTask(db, spec(report, 'provide-documents'))
      const begun = await draft(db)
      await db('mutations').where({ id: begun.id }).update({ employerId })
      const seen = async (topics: typeof allTopics) => ({
        tasks: (await employerCounts(db, employerId, topics)).tasks,
        reports: (await mutationList(db, { employerId, q: '', topics }, page)).length,
      })
      expect(await seen(allTopics)).to.deep.equal({ tasks: 2, reports: 2 })
      expect(await seen(['personnel'])).to.deep.equal({ tasks: 2, reports: 2 })
      expect(await seen(['salaries'])).to.deep.equal({ tasks: 0, reports: 0 })
      expect(await seen([])).to.deep.equal({ tasks: 0, reports: 0 })
    })
  })
})
