import { expect } from 'chai'
import type { Knex } from 'knex'
import { entriesAbout } from '../../db/audit/note.js'
import { endAbsence, setAbsence, standsInFor } from '../../db/desk/absences.js'
import { leftOn } from '../../db/desk/counts.js'
import { deskOf } from '../../db/desk/list.js'
import { assignTask, followUp } from '../../db/desk/moves.js'
import { decideTask, takeNext } from '../../db/desk/next.js'
import { endTeam, setTeam, teams } from '../../db/desk/teams.js'
import type { DeskFilter } from '../../db/desk/wanted.js'
import { workloadOf } from '../../db/desk/workload.js'
import { removeReports } from '../../db/forgetting/reports.js'
import { personById, personFile } from '../../db/people/file.js'
import { notesOn, writeNote } from '../../db/reports/case-notes.js'
import { claimTask, releaseTask } from '../../db/tasks/claims.js'
import { findTask, type Task } from '../../db/tasks/tasks.js'
import type { TeamRules } from '../../domain/team.js'
import { forEachDatabase, testVault } from './databases.js'
import { by, openedTask, spec, submitted, user } from './rows.js'

describe('The desk', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const review = async () => openedTask(db, spec(await submitted(db)))
    /** A second review of a decision that `desk` made. */
    const secondReview = async () => {
      const mutation = await submitted(db)
      const first = await openedTask(db, spec(mutation))
      await claimTask(db, first.id, by('desk', 3))
      await decideTask(db, first, { decision: 'approve', second: ['amount'] }, by('desk', 4))
      return openedTask(db, spec(mutation, 'second-review'))
    }

    it('lets only the caseworker decide who has the task', async () => {
      const task = await review()
      expect(await decideTask(db, task, { decision: 'approve' }, by('desk', 3))).to.equal('not-theirs')
      await claimTask(db, task.id, by('desk2', 4))
      expect(await decideTask(db, task, { decision: 'approve' }, by('desk', 5))).to.equal('not-theirs')
      expect((await findTask(db, task.id)).status).to.equal('open')
      expect(await decideTask(db, task, { decision: 'approve' }, by('desk2', 6))).to.equal('won')
      expect(await decideTask(db, task, { decision: 'refuse' }, by('desk2', 7))).to.equal('closed')
      expect((await findTask(db, task.id)).outcome).to.deep.equal({ decision: 'approve' })
    })

    it('takes a decision or a release, never both: 30 times at the same moment', async function () {
      this.timeout(60_000)
      for (let i = 0; i < 30; i++) {
        const task = await review()
        await claimTask(db, task.id, by('desk', 3))
        const decide = () => decideTask(db, task, { decision: 'approve' }, by('desk', 4))
        const release = () => releaseTask(db, task.id, by('desk', 4))
        const [ruling, released] =
          i % 2
            ? await Promise.all([decide(), release()])
            : await Promise.all([release(), decide()]).then(([freed, ruled]) => [ruled, freed] as const)
        expect(released).to.equal(ruling !== 'won')
        expect((await findTask(db, task.id)).status).to.equal(ruling === 'won' ? 'done' : 'open')
      }
    })

    it('gives a second review to another person than the one whose decision it looks at', async () => {
      const task = await secondReview()
      expect(await claimTask(db, task.id, by('desk', 6))).to.equal(false)
      expect(await takeNext(db, { step: 'second-review' }, by('desk', 6))).to.equal(null)
      expect(await claimTask(db, task.id, by('leitung', 7))).to.equal(true)
      expect(await decideTask(db, task, { decision: 'agree' }, by('leitung', 8))).to.equal('won')
    })

    it('goes on behind the task that was done, and begins again at the top', async () => {
      await db('tasks').update({ status: 'withdrawn' })
      const [first, second, third] = [await review(), await review(), await review()].sort((a, b) =>
        a.id < b.id ? -1 : 1,
      )
      if (!first || !second || !third) throw new Error('three were opened')
      const next = (behind: Task) => takeNext(db, {}, by('going', 9), { mineToo: true, behind })
      expect(await next(first)).to.equal(second.id)
      expect(await next(second)).to.equal(third.id)
      expect(await next(third)).to.equal(first.id)
      expect(await leftOn(db, {}, 'going', '2026-11-23')).to.equal(3)
      expect(await leftOn(db, {}, 'another', '2026-11-23')).to.equal(0)
    })

    it('gives a task to a colleague, but takes none from somebody who has it', async () => {
      const [holder, other, boss] = [await user(db, 'caseworker'), await user(db, 'caseworker'), 'boss']
      const { id } = await review()
      const move = (actor: string, oversees = false) => ({ ...by(actor, 5), oversees })
      expect(await assignTask(db, id, holder, move(other))).to.equal(true)
      expect(await assignTask(db, id, other, move(other))).to.equal(false)
      expect(await followUp(db, id, { on: '2026-12-01', reason: 'x' }, move(other))).to.equal(false)
      expect(await assignTask(db, id, await user(db, 'supervisor'), move(boss, true))).to.equal(false)
      expect(await assignTask(db, id, other, move(boss, true))).to.equal(true)
      expect((await findTask(db, id)).claimedBy).to.equal(other)
      const entries = await entriesAbout(db, id)
      expect(
        entries.filter(({ action }) => action === 'task.assign').map(({ actor }) => actor),
      ).to.deep.equal([other, boss])
    })

    it('gives nobody the second look at their own decision', async () => {
      const task = await secondReview()
      await db('users').insert({ ...(await db('users').first()), id: 'desk', email: 'desk@test.example' })
      await db('users').where({ id: 'desk' }).update({ role: 'caseworker' })
      expect(await assignTask(db, task.id, 'desk', { ...by('boss', 5), oversees: true })).to.equal(false)
    })

    it('leaves out what waits for a later day until that day, with a reason only the office can read', async () => {
      await db('tasks').update({ status: 'withdrawn' })
      const me = await user(db, 'caseworker')
      const { id } = await review()
      const mover = { ...by(me, 5), oversees: false }
      const until = { on: '2026-12-01', reason: 'Rückruf von Frau Testa' }
      expect(await followUp(db, id, until, mover)).to.equal(true)
      const on = async (today: string, filter: DeskFilter = {}) => {
        const { rows, counts } = await deskOf(db, filter, me, today, { page: 1, perPage: 5 })
        return { rows: rows.map((row) => [row.id, row.followUpReason]), all: counts.all, later: counts.later }
      }
      expect(await on('2026-11-30')).to.deep.equal({ rows: [], all: 0, later: 1 })
      expect((await on('2026-11-30', { isLater: true })).rows).to.deep.equal([[id, until.reason]])
      expect(await on('2026-12-01')).to.deep.equal({ rows: [[id, until.reason]], all: 1, later: 0 })
      expect((await on('2027-01-01', { isLater: true })).rows).to.deep.equal([])
      expect(await takeNext(db, {}, by(me, 6))).to.equal(null)
      expect(await db('tasks').where('followUpReason', 'like', '%Testa%')).to.deep.equal([])
      expect(await followUp(db, id, null, mover)).to.equal(true)
      expect(await followUp(db, id, null, mover)).to.equal(false)
      expect(await takeNext(db, {}, by(me, 6))).to.equal(id)
    })

    it('keeps internal notes sealed, gives them out with all else about the person, and forgets them with the report', async () => {
      const mutation = await submitted(db)
      const me = await user(db, 'caseworker')
      await writeNote(db, mutation, 'Frau Testa war am Telefon', by(me, 7))
      const [read] = await notesOn(db, mutation.id)
      expect(read).to.include({ text: 'Frau Testa war am Telefon', author: 'Uma Test' })
      expect(await db('caseNotes').where('text', 'like', '%Testa%')).to.deep.equal([])
      const person = await personById(db, mutation.employeeId)
      if (!person) throw new Error('the person is on file')
      const { tables } = await personFile(db, testVault, person)
      expect(tables.internalNotes).to.have.length(1)
      await db.transaction((trx) => removeReports(trx, [mutation.id]))
      expect(await notesOn(db, mutation.id)).to.deep.equal([])
    })

    it('shows a team what is theirs by canton, letter and kind', async () => {
      await db('tasks').update({ status: 'withdrawn' })
      const named = async (name: string, canton: string) => {
        const mutation = await submitted(db)
        await db('employers').where({ id: mutation.employerId }).update({ name, canton })
        await openedTask(db, spec(mutation))
      }
      await named('Ärztehaus', 'SG')
      await named('bäckerei Egli', 'SG')
      await named('Zimmerei', 'TG')
      const none = { cantons: [], kinds: [], first: '', last: '' }
      const found = async (...teams: Partial<TeamRules>[]) => {
        const filter = { teams: teams.map((rules) => ({ ...none, ...rules })) }
        const { rows } = await deskOf(db, filter, 'me', '2026-11-23', { page: 1, perPage: 5 })
        return rows.map(({ employer }) => employer).sort()
      }
      expect(await found({ cantons: ['TG', 'AI'] })).to.deep.equal(['Zimmerei'])
      expect(await found({ first: 'a', last: 'a' })).to.deep.equal(['Ärztehaus'])
      expect(await found({ first: 'b', last: 'y' }, { cantons: ['TG'] })).to.deep.equal([
        'Zimmerei',
        'bäckerei Egli',
      ])
      expect(await found({ kinds: ['maternity'] })).to.deep.equal([])
      expect(
        await found({ kinds: ['family-allowance'], cantons: ['TG'], first: 'a', last: 'm' }),
      ).to.deep.equal([])
      expect(await found()).to.deep.equal([])
      expect(await found({})).to.have.length(3)
    })

    it('keeps a team and its members, and ends it', async () => {
      const me = await user(db, 'caseworker')
      const rules = { cantons: ['TG' as const], kinds: [], first: '', last: '' }
      expect(await setTeam(db, null, { name: 'Ost', rules, members: [me] }, by('boss'))).to.equal(true)
      const [team] = await teams(db)
      expect(team).to.deep.include({ name: 'Ost', rules, members: [{ id: me, name: 'Uma Test' }] })
      const id = String(team?.id)
      await setTeam(db, id, { name: 'West', rules, members: [] }, by('boss'))
      expect((await teams(db)).map(({ name, members }) => [name, members])).to.deep.equal([['West', []]])
      expect(await endTeam(db, id, by('boss'))).to.equal(true)
      expect(await endTeam(db, id, by('boss'))).to.equal(false)
      expect(await setTeam(db, id, { name: 'West', rules, members: [] }, by('boss'))).to.equal(false)
    })

    it('lets a deputy see and take the tasks of who is away, from the first day to the last, and still not review twice', async () => {
      await db('tasks').update({ status: 'withdrawn' })
      const [away, deputy, third] = [await user(db, 'caseworker'), await user(db, 'caseworker'), 'third']
      const absence = { userId: away, deputyId: deputy, fromOn: '2026-11-23', untilOn: '2026-11-23' }
      const id = await setAbsence(db, absence, by(away))
      const { id: task } = await review()
      await claimTask(db, task, by(away, 3))
      const mine = async (today: string) => {
        const filter = { who: 'mine', standsInFor: await standsInFor(db, deputy, today) }
        return (await deskOf(db, filter, deputy, today, { page: 1, perPage: 5 })).counts.mine
      }
      expect([await mine('2026-11-22'), await mine('2026-11-23'), await mine('2026-11-24')]).to.deep.equal([
        0, 1, 0,
      ])
      expect(await claimTask(db, task, by(third, 4))).to.equal(false)
      expect(await claimTask(db, task, { actor: deputy, at: '2026-11-24T09:00:00.000Z' })).to.equal(false)
      expect(await claimTask(db, task, by(deputy, 5))).to.equal(true)
      expect((await findTask(db, task)).claimedBy).to.equal(deputy)
      expect(await endAbsence(db, id, third, by(third))).to.equal(false)
      expect(await endAbsence(db, id, away, by(away))).to.equal(true)
      expect(await standsInFor(db, deputy, '2026-11-23')).to.deep.equal([])
    })

    it('is counted: what came, what was decided, what is open of which kind, how old, and with whom', async () => {
      await db('tasks').update({ status: 'withdrawn', openedAt: '2025-01-01T08:00:00.000Z' })
      const me = await user(db, 'caseworker')
      const opened = async (openedAt: string, change: object) => {
        const { id } = await review()
        await db('tasks')
          .where({ id })
          .update({ openedAt, ...change })
      }
      const mine = { claimedBy: me, dueOn: '2026-11-20' }
      await opened('2026-11-10T08:00:00.000Z', mine)
      await opened('2026-11-20T08:00:00.000Z', { dueOn: '2026-11-30' })
      await opened('2026-11-20T09:00:00.000Z', { dueOn: '2026-12-01' })
      await opened('2026-11-02T09:00:00.000Z', { status: 'done', closedAt: '2026-11-20T10:00:00.000Z' })
      await opened('2026-10-02T09:00:00.000Z', { status: 'expired', closedAt: '2026-11-20T10:00:00.000Z' })
      const work = await workloadOf(db, '2026-11-02', '2026-11-23')
      expect(work.came.toSorted((a, b) => (a.day < b.day ? -1 : 1))).to.deep.equal([
        { day: '2026-11-02', count: 1 },
        { day: '2026-11-10', count: 1 },
        { day: '2026-11-20', count: 2 },
      ])
      expect(work.decided).to.deep.equal([{ opened: '2026-11-02', closed: '2026-11-20', count: 1 }])
      expect(work.backlog).to.deep.equal([{ kind: 'family-allowance', overdue: 1, soon: 1, later: 1 }])
      expect(work.opened.reduce((all, { count }) => all + count, 0)).to.equal(3)
      expect(work.loads).to.deep.equal([
        { id: null, name: null, open: 2, overdue: 0 },
        { id: me, name: 'Uma Test', open: 1, overdue: 1 },
      ])
    })

    it('gives everybody who asks for the next task another one', async () => {
      await db('tasks').update({ status: 'withdrawn' })
      for (let i = 0; i < 4; i++) await review()
      const takers = Array.from({ length: 6 }, (_, i) => takeNext(db, {}, by(`desk${i}`, 5)))
      const taken = (await Promise.all(takers)).filter((id) => id !== null)
      expect(taken).to.have.length(4)
      expect(new Set(taken)).to.have.property('size', 4)
    })
  })
})
