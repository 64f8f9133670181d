import { expect } from 'chai'
import type { Knex } from 'knex'
import { deskOf } from '../../db/desk/list.js'
import type { DeskFilter } from '../../db/desk/wanted.js'
import { look } from '../../db/look.js'
import { allTopics } from '../../db/open-topics.js'
import { type EmployeeFilter, listEmployees } from '../../db/people/list.js'
import { employerCounts } from '../../db/start/counts.js'
import { officeMenuOf } from '../../db/start/menu.js'
import { overviewOf } from '../../db/start/overview.js'
import { claimTask } from '../../db/tasks/claims.js'
import { forEachDatabase } from './databases.js'
import { by, draft, employee, openedTask, spec, submitted, user } from './rows.js'

const today = '2026-12-24'
const people: EmployeeFilter = { q: '', show: 'all', sort: 'name', page: 1, today }

describe('A look', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })

    it('answers one document: numbers as numbers, lists in their order, an empty list as one', async () => {
      const found = await look(
        db,
        (json) =>
          `select ${json.object({
            days: json.list({ dueOn: 'due_on' }, 'select due_on from tasks where id = :id', 'due_on'),
            sum: '(select coalesce(sum(rate), 0) from entitlements)',
            nothing: 'null',
          })} as found`,
        { id: 'no such task' },
      )
      expect(found).to.deep.equal({ days: [], sum: 0, nothing: null })
    })

    it('finds what waits for an employer, the most urgent first, and what is under way', async () => {
      const mutation = await submitted(db)
      const { employerId } = mutation
      const asked = await openedTask(db, spec(mutation, 'provide-documents'))
      const { counts, toDo, overdue, mutations, running, messages } = await overviewOf(
        db,
        { userId: 'hr', employerId, topics: allTopics },
        today,
        4,
      )
      expect(counts).to.deep.equal({ tasks: 1, messages: 0 })
      expect(counts).to.deep.equal(await employerCounts(db, employerId, allTopics))
      expect(toDo.map(({ id, firstName, dueOn }) => [id, firstName, dueOn])).to.deep.equal([
        [asked.id, 'Nora', '2026-12-23'],
      ])
      expect([overdue, running, messages]).to.deep.equal([1, 1, []])
      expect(mutations.map(({ id, side }) => [id, side])).to.deep.equal([[mutation.id, 'employer']])
    })

    it('shows a draft behind the tasks', async () => {
      const { id, employerId } = await draft(db)
      const { toDo, counts } = await overviewOf(db, { userId: 'hr', employerId, topics: allTopics }, today, 4)
      expect(toDo.map((it) => [it.id, it.step])).to.deep.equal([[id, null]])
      expect(counts.tasks).to.equal(1)
    })

    it('lists people with what is open about them, and begins again behind the last page', async () => {
      const mutation = await submitted(db)
      const { employerId } = mutation
      await employee(db, employerId)
      await openedTask(db, spec(mutation, 'provide-documents'))
      for (const sort of ['name', 'birth', 'entry'] as const) {
        const { rows, found, counts } = await listEmployees(
          db,
          { userId: 'hr', employerId, topics: allTopics },
          { ...people, sort, page: 9 },
        )
        expect([rows.length, found, counts.tasks]).to.deep.equal([2, 2, 1])
        const about = rows.find(({ id }) => id === mutation.employeeId)
        expect(about).to.include({ monthly: 0, children: 0, taskDue: '2026-12-23', report: 'submitted' })
      }
      for (const [show, count] of Object.entries({ active: 0, left: 0, allowances: 0, tasks: 1 }))
        expect(
          (
            await listEmployees(db, { userId: 'hr', employerId, topics: allTopics }, {
              ...people,
              show,
            } as EmployeeFilter)
          ).found,
        ).to.equal(count)
      expect(
        (
          await listEmployees(
            db,
            { userId: 'hr', employerId, topics: allTopics },
            { ...people, q: 'testa no' },
          )
        ).found,
      ).to.equal(2)
      expect(
        (await listEmployees(db, { userId: 'hr', employerId, topics: allTopics }, people, false)).found,
      ).to.equal(null)
    })

    it('shows the desk by any filter, and its last page behind the last', async () => {
      await db('tasks').update({ status: 'withdrawn' })
      const mutation = await submitted(db)
      const desk = await user(db, 'caseworker')
      const mine = await openedTask(db, spec(mutation))
      await claimTask(db, mine.id, by(desk))
      const second = await openedTask(db, spec(mutation, 'second-review'))
      const show = (filter: DeskFilter, page = 1) => deskOf(db, filter, desk, today, { page, perPage: 1 })
      const first = await show({})
      expect(first.counts).to.deep.equal({ all: 2, mine: 1, free: 1, overdue: 2, second: 1, later: 0 })
      expect(first.counts.all).to.equal((await officeMenuOf(db, desk, today)).counts.tasks)
      expect((await show({}, 7)).page).to.equal(2)
      expect((await show({ who: 'mine' })).rows[0]).to.include({ id: mine.id, claimedByName: 'Uma Test' })
      expect((await show({ step: 'second-review' })).rows[0]).to.include({ id: second.id })
      const found = {
        kind: 'family-allowance',
        who: 'free',
        dueBy: today,
        q: `zimmerei ${mutation.reference}`,
      } as const
      expect((await show(found)).found).to.equal(1)
      expect((await show({ ...found, q: '100%' })).found).to.equal(0)
      expect((await show({ who: 'mine' })).rows[0]?.details).to.deep.equal({ text: 'Geburtsurkunde' })
    })
  })
})
