import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { countsOf } from '../../db/desk/counts.js'
import { deskOf } from '../../db/desk/list.js'
import type { DeskFilter } from '../../db/desk/wanted.js'
import { allTopics } from '../../db/open-topics.js'
import { peopleCalled } from '../../db/people/called.js'
import { peopleFound } from '../../db/people/file.js'
import { ofEmployer } from '../../db/reach.js'
import { mutationList } from '../../db/reports/list.js'
import { findMessages, findReports } from '../../db/search/quick-search.js'
import { employerTaskList } from '../../db/tasks/list.js'
import { forEachDatabase } from './databases.js'
import { at, employee, employer, openedTask, spec, submitted } from './rows.js'

describe('Searches among millions', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const called = async (search: string, employerId?: string) => {
      const id = await employee(db, employerId ?? (await employer(db)))
      await db('employees').where({ id }).update({ search })
      return id
    }

    it('find people of all employers by how their words begin, however they are renamed or removed', async () => {
      const one = await called('quarzmann xenia 7561111111111 quaerzmann')
      const other = await called('quarzmann yves')
      expect(await peopleCalled(db, ['quarz'], 9)).to.have.members([one, other])
      expect(await peopleCalled(db, ['xe', 'quarzmann'], 9)).to.deep.equal([one])
      expect(await peopleCalled(db, ['quaerz'], 9)).to.deep.equal([one])
      expect(await peopleCalled(db, ['7561111'], 9)).to.deep.equal([one])
      expect(await peopleCalled(db, ['quarz'], 1)).to.have.length(1)
      expect(await peopleCalled(db, ['%'], 9)).to.deep.equal([])
      expect((await peopleFound(db, 'QUARZMANN', 9)).map(({ id }) => id)).to.deep.equal([one, other])
      await db('employees').where({ id: one }).update({ search: 'wolframm xenia' })
      expect(await peopleCalled(db, ['quarz'], 9)).to.deep.equal([other])
      expect(await peopleCalled(db, ['wolframm'], 9)).to.deep.equal([one])
      await db('employees').whereIn('id', [one, other]).delete()
      expect(await db('peopleWords').whereIn('employeeId', [one, other])).to.deep.equal([])
    })

    it('find the reports and messages of an employer by person, subject, part of a reference and kind', async () => {
      const report = await submitted(db)
      const { id, employerId } = report
      await db('employees')
        .where({ id: String(report.employeeId) })
        .update({ search: 'zirkonia nora' })
      const entry = { id: randomUUID(), reference: 'NE-7K2M-Q4XT', kind: 'new-employee', employerId }
      const dates = { createdAt: at(0), savedAt: at(1), submittedAt: at(1) }
      await db('mutations').insert({
        ...{ ...entry, ...dates, status: 'submitted', draft: '{}', createdBy: 'hr' },
        subject: 'Müller Zoë',
      })
      await db('messages').insert([
        {
          id: `${id}/m`,
          employerId,
          employeeId: report.employeeId,
          mutationId: id,
          kind: 'x',
          createdAt: at(2),
        },
        { id: `${id}/e`, employerId, mutationId: entry.id, kind: 'y', createdAt: at(3) },
      ])
      const kinds = new Map([['eintritt', ['new-employee', 'y']]])
      const found = async (q: string) => {
        const search = { q, kinds, limit: 9 }
        const page = { offset: 0, limit: 9 }
        const [reports, messages, listed] = [
          await findReports(db, ofEmployer(employerId, allTopics), search),
          await findMessages(db, ofEmployer(employerId, allTopics), search),
          await mutationList(db, { employerId, q, topics: allTopics }, page),
        ]
        return [reports, messages, listed].map((all) => all.map((it) => it.id))
      }
      expect(await found('zirk')).to.deep.equal([[id], [`${id}/m`], [id]])
      expect(await found('irkon nora')).to.deep.equal([[id], [`${id}/m`], [id]])
      expect(await found('zoe müller')).to.deep.equal([[entry.id], [`${id}/e`], [entry.id]])
      expect(await found('k2mq4')).to.deep.equal([[entry.id], [`${id}/e`], [entry.id]])
      expect(await found('NE-7K2M-Q4XT')).to.deep.equal([[entry.id], [`${id}/e`], [entry.id]])
      expect(await found('NE-7K2M-Q')).to.deep.equal([[entry.id], [`${id}/e`], [entry.id]])
      expect(await found('ne 7k2m')).to.deep.equal([[entry.id], [`${id}/e`], [entry.id]])
      expect(await found('zirkonia müller')).to.deep.equal([[], [], []])
      const [byKind] = await found('eintritt')
      expect(byKind).to.deep.equal([entry.id])
      const [both] = await found('eintritt zoe')
      expect(both).to.deep.equal([entry.id])
    })

    it('find closed tasks by a name that more people have than are looked up one by one', async () => {
      const report = await submitted(db)
      const { id, employerId, employeeId } = report
      await db('employees').where({ id: employeeId }).update({ search: 'vielfach nora' })
      const { firstName, lastName, search, ...known } = await db('employees')
        .where({ id: employeeId })
        .first()
      const names = { firstName, lastName, search: 'vielfach kim' }
      const others = Array.from({ length: 301 }, (_, n) => ({
        ...{ ...known, ...names, id: `${employerId}-${n}`, ahvNumber: null },
      }))
      for (let n = 0; n < others.length; n += 30) await db('employees').insert(others.slice(n, n + 30))
      const task = await openedTask(db, { ...spec(report), side: 'employer' })
      await db('tasks')
        .where({ id: task.id })
        .update({ status: 'done', closedAt: at(5) })
      const found = async (q: string) => {
        const filter = { show: 'done' as const, q, today: '2026-11-23' as const, topics: allTopics }
        const page = { offset: 0, limit: 9 }
        return (await employerTaskList(db, employerId, filter, page)).tasks.map((it) => it.id)
      }
      expect(await found('vielfach')).to.deep.equal([task.id])
      expect(await found('vielfach nora')).to.deep.equal([task.id])
      expect(await found('vielfach kim')).to.deep.equal([])
      await db('mutations').where({ id }).update({ subject: 'Vielfach Kim' })
      expect(await found('vielfach kim')).to.deep.equal([task.id])
    })

    it('find open tasks of the office by person, subject, reference and member, however they are renamed, and no longer once they are done', async () => {
      const report = await submitted(db)
      const { id, employerId, employeeId } = report
      const task = await openedTask(db, spec(report))
      await db('mutations').where({ id }).update({ reference: 'FZ-9W3K-T7QX', subject: 'Löhne Überland' })
      const found = async (q: string) => {
        const page = { page: 1, perPage: 9 }
        return (await deskOf(db, { q }, 'desk', '2026-11-24', page)).rows.map((it) => it.id)
      }
      await db('employees').where({ id: employeeId }).update({ search: 'opalmann ida' })
      await db('employers')
        .where({ id: employerId })
        .update({ name: 'Çelik Türen AG', memberNumber: '77.345-1' })
      for (const q of [
        'opal',
        'ida opalmann',
        'uberland',
        'w3kt7',
        'celik turen',
        '773451',
        'opalmann celik',
      ])
        expect(await found(q), q).to.deep.equal([task.id])
      for (const q of ['opalmann zoe', 'agopal']) expect(await found(q), q).to.deep.equal([])
      await db('employees').where({ id: employeeId }).update({ search: 'rubinski ida' })
      await db('employers').where({ id: employerId }).update({ name: 'Fenster GmbH' })
      expect(await found('opalmann')).to.deep.equal([])
      expect(await found('rubinski fenster')).to.deep.equal([task.id])
      await db('tasks').where({ id: task.id }).update({ status: 'done' })
      expect(await db('deskWords').where({ taskId: task.id })).to.deep.equal([])
      await db('tasks').where({ id: task.id }).update({ status: 'open' })
      expect(await found('rubinski')).to.deep.equal([task.id])
      await db('tasks').where({ id: task.id }).delete()
      expect(await db('deskWords').where({ taskId: task.id })).to.deep.equal([])
    })

    it('count each saved view of the desk as the desk itself does', async () => {
      await openedTask(db, spec(await submitted(db)))
      const filters: DeskFilter[] = [
        {},
        { who: 'free' },
        { kind: 'family-allowance', q: 'muster' },
        { q: 'xaverine' },
        { isLater: true },
        { dueBy: '2027-12-31', who: 'mine', standsInFor: ['desk2'] },
        { teams: [{ cantons: ['SG'], kinds: [], first: '', last: '' }] },
      ]
      const today = '2026-11-24'
      const counted = await countsOf(db, filters, 'desk', today)
      const each: number[] = []
      for (const filter of filters)
        each.push((await deskOf(db, filter, 'desk', today, { page: 1, perPage: 5 })).found)
      expect(counted).to.deep.equal(each)
      const many = Array.from({ length: 45 }, () => filters)
        .flat()
        .slice(0, 90)
      expect(await countsOf(db, many, 'desk', today)).to.deep.equal(many.map((_, n) => each[n % each.length]))
    })
  })
})
