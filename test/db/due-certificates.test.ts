import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import {
  findCampaign,
  finishCampaign,
  openCampaign,
  progressByEmployer,
  progressOf,
} from '../../db/certificates/campaigns.js'
import { type DueCertificate, dueByEmployer, dueList, dueScope, nextDue } from '../../db/certificates/due.js'
import { openCertificates } from '../../db/certificates/open.js'
import { openTask } from '../../db/tasks/tasks.js'
import type { DueCursor } from '../../domain/training-certificate/due.js'
import { forEachDatabase } from './databases.js'
import { by, clock, employee, employer } from './rows.js'

const today = '2026-07-06'
const scope = dueScope(today, 30)

describe('Children who are due', () => {
  forEachDatabase((open) => {
    let db: Knex
    let firm: string
    let person: string

    beforeEach(async () => {
      db = open()
      for (const table of ['outbox', 'tasks', 'entitlements', 'mutations', 'children'])
        await db(table).delete()
      firm = await employer(db)
      person = await employee(db, firm)
      await employed(person, firm)
    })

    const employed = (employeeId: string, employerId: string, endsOn: string | null = null) =>
      db('employments').insert({
        ...{ id: randomUUID(), employerId, employeeId, canton: 'SG', workload: 100 },
        ...{ monthlyWage: 600_000, startsOn: '2018-01-01', endsOn },
      })
    async function pupil(
      changes: Record<string, unknown> = {},
      birthDate = '2008-03-12',
      employeeId = person,
      employerId = firm,
    ) {
      const child = randomUUID()
      const about = {
        firstName: 'Mia',
        lastName: 'Testa',
        sex: 'female',
        relation: 'own',
        residenceCountry: 'CH',
      }
      await db('children').insert({ id: child, employerId, employeeId, birthDate, ...about })
      await db('entitlements').insert({
        ...{
          id: randomUUID(),
          employerId,
          employeeId,
          childId: child,
          kind: 'education',
          canton: 'SG',
          rate: 29_800,
        },
        ...{ startsOn: '2025-08-01', endsOn: '2026-07-31', provenUntil: '2026-07-31', ...changes },
      })
      return child
    }
    const childAllowance = { kind: 'child', provenUntil: null, startsOn: '2020-01-01' }

    async function all(where = scope, limit = 3): Promise<DueCertificate[]> {
      const found: DueCertificate[] = []
      for (let after: DueCursor | null = null; ; ) {
        const page = await nextDue(db, where, after, limit)
        found.push(...page.due)
        if (!page.next) return found
        after = page.next
      }
    }
    const ids = async (where = scope) => (await all(where)).map(({ childId }) => childId).sort()

    it('are those whose proof ends within the lead time, each once, page after page', async () => {
      const due = []
      for (let nth = 0; nth < 8; nth++) due.push(await pupil())
      await pupil({ provenUntil: '2026-12-31', endsOn: '2026-12-31' })
      expect(await ids()).deep.equal(due.sort())
      expect((await all())[0]).deep.include({ why: 'proof-ends', until: '2026-07-31', schoolYear: 2026 })
    })

    it('are found by a search that comes three days, or three weeks, late', async () => {
      const late = await pupil({ provenUntil: '2026-06-30', endsOn: '2026-06-30' })
      expect(await ids()).deep.equal([late])
      expect(await ids(dueScope('2026-10-01', 30))).deep.equal([])
    })

    it('are not those whose allowance was ended, who are proven further, or whose parent has left', async () => {
      await pupil({ endsOn: '2026-03-31' })
      const further = await pupil()
      await db('entitlements').insert({
        ...{
          id: randomUUID(),
          employerId: firm,
          employeeId: person,
          childId: further,
          kind: 'education',
          canton: 'SG',
        },
        ...{ rate: 29_800, startsOn: '2026-08-01', endsOn: '2027-07-31', provenUntil: '2027-07-31' },
      })
      const gone = await employee(db, firm)
      await employed(gone, firm, '2026-07-31')
      await pupil({}, '2008-03-12', gone)
      expect(await ids()).deep.equal([])
    })

    it('are asked to the month of the 25th birthday, not after', async () => {
      await pupil({}, '2001-07-31')
      const younger = await pupil({}, '2001-08-01')
      expect(await ids()).deep.equal([younger])
    })

    it('are children who turn 16 and whose child allowance ends, not those who cannot work', async () => {
      const turns = await pupil({ ...childAllowance, endsOn: '2026-07-31' }, '2010-07-14')
      const open = await pupil({ ...childAllowance, endsOn: null }, '2010-07-31')
      await pupil({ ...childAllowance, endsOn: '2030-07-31' }, '2010-07-14')
      await pupil({ ...childAllowance, endsOn: '2026-09-30' }, '2010-09-01')
      expect(await ids()).deep.equal([turns, open].sort())
      expect((await all())[0]).deep.include({ why: 'turns-16', until: '2026-07-31', schoolYear: 2026 })
    })

    it('are counted for the preview as they are opened', async () => {
      const other = await employer(db)
      const colleague = await employee(db, other)
      await employed(colleague, other)
      for (let nth = 0; nth < 3; nth++) await pupil()
      await pupil({}, '2008-03-12', colleague, other)
      await pupil({ ...childAllowance, endsOn: '2026-07-31' }, '2010-07-14')
      const preview = await dueByEmployer(db, scope)
      expect(preview.map(({ due }) => due)).deep.equal([4, 1])
      expect(await dueList(db, scope, { offset: 0, limit: 50 })).lengthOf(5)
      expect((await all({ ...scope, employers: [other] })).map(({ employerId }) => employerId)).deep.equal([
        other,
      ])
    })

    const campaign = {
      id: randomUUID(),
      kind: 'training-certificate' as const,
      leadDays: 30,
      employers: null,
      found: 3,
    }

    it('are opened once, however often and at the same time', async () => {
      for (let nth = 0; nth < 6; nth++) await pupil()
      const due = await all()
      const opened = await Promise.all([1, 2, 3].map(() => openCertificates(db, campaign, due, clock())))
      expect(opened.reduce((sum, one) => sum + one, 0)).equal(6)
      expect(await openCertificates(db, campaign, due, clock(5))).equal(0)
      expect(await db('mutations').where({ kind: 'training-certificate' })).lengthOf(6)
      expect(await db('outbox').where({ priority: 5 })).lengthOf(6)
      expect(await all()).deep.equal([])
      const [row] = await db('mutations').limit(1)
      expect(row).include({ status: 'submitted', createdBy: 'system', submittedBy: null, draft: '{}' })
    })

    it('are followed: opened, answered, overdue', async () => {
      for (let nth = 0; nth < 3; nth++) await pupil()
      const ours = { ...campaign, id: randomUUID() }
      expect(await openCampaign(db, ours, by('desk'))).equal(true)
      expect(await openCampaign(db, ours, by('desk'))).equal(false)
      await openCertificates(db, ours, await all(), clock())
      const opened = await db('mutations').where({ campaignId: ours.id })
      for (const [nth, mutation] of opened.entries())
        await openTask(
          db,
          {
            ...{
              mutationId: mutation.id,
              step: 'certificate',
              n: 1,
              side: 'employer',
              details: {},
              ladder: [],
            },
            dueOn: nth === 0 ? '2026-07-01' : '2026-08-05',
          },
          clock(1),
        )
      await db('tasks').where({ mutationId: opened[1].id }).update({ status: 'done' })
      expect((await progressOf(db, [ours.id], today)).get(ours.id)).deep.equal({
        opened: 3,
        answered: 1,
        overdue: 1,
        closed: 0,
      })
      expect(await progressByEmployer(db, ours.id, today, { offset: 0, limit: 10 })).deep.include.members([
        {
          employerId: firm,
          name: 'Zimmerei Testa',
          memberNumber: firm.slice(0, 13),
          opened: 3,
          answered: 1,
          overdue: 1,
          closed: 0,
        },
      ])
      await finishCampaign(db, ours.id, clock(9))
      expect(await findCampaign(db, ours.id)).include({ status: 'done', found: 3 })
    })
  })
})
