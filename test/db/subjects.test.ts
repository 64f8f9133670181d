import { expect } from 'chai'
import { deskOf } from '../../db/desk/list.js'
import { isPostgres } from '../../db/knex.js'
import { listMessages } from '../../db/messages/list.js'
import { allTopics } from '../../db/open-topics.js'
import { beginDraft, saveDraft } from '../../db/reports/drafts.js'
import { findMutationCase, mutationList } from '../../db/reports/list.js'
import { mutationById } from '../../db/reports/mutations.js'
import { recall } from '../../db/reports/recall.js'
import { submit } from '../../db/reports/submissions.js'
import { overviewOf } from '../../db/start/overview.js'
import { findTaskCase } from '../../db/tasks/case.js'
import { employerTaskList } from '../../db/tasks/list.js'
import { openTask } from '../../db/tasks/tasks.js'
import { fullName } from '../../domain/names.js'
import { down, up } from '../../migrations/20_subjects.js'
import * as deskWords from '../../migrations/114_desk_words.js'
import { forEachDatabase } from './databases.js'
import { by, clock, employer, reference, spec, submitted } from './rows.js'

const page = { offset: 0, limit: 10 }

describe('A report about nobody on file', () => {
  forEachDatabase((open) => {
    const typed = (draft: Record<string, unknown>) => String(draft.name)

    async function sent() {
      const db = open()
      const employerId = await employer(db)
      const fresh = {
        kind: 'family-allowance' as const,
        reference: reference(),
        employerId,
        employeeId: null,
      }
      const id = await beginDraft(db, { ...fresh, draft: {} }, by('hr'))
      await saveDraft(db, id, () => ({ name: 'Zoë Müller' }), by('hr', 1), typed)
      return { db, employerId, draft: await mutationById(db, id) }
    }

    it('is called in every list as it was typed, and found by that name', async () => {
      const { db, employerId, draft } = await sent()
      const today = '2026-11-24'
      const filter = { show: 'all' as const, q: 'muller', today, topics: allTopics }
      const { drafts } = await employerTaskList(db, employerId, filter, page)
      expect(drafts.map(fullName)).deep.equal(['Zoë Müller'])
      await submit(db, draft, { children: [] }, by('hr', 2))
      const asked = await openTask(db, spec(draft, 'provide-documents'), clock(3))
      const review = await openTask(db, spec(draft), clock(3))
      const { tasks } = await employerTaskList(db, employerId, filter, page)
      const { toDo, mutations } = await overviewOf(
        db,
        { userId: 'hr', employerId, topics: allTopics },
        today,
        5,
      )
      const listed = await mutationList(db, { employerId, q: 'Müller', topics: allTopics }, page)
      const onDesk = await deskOf(db, { q: 'zoe' }, 'desk', today, { page: 1, perPage: 10 })
      const all = [tasks, toDo, mutations, listed, onDesk.rows].map((rows) => rows.map(fullName)[0])
      expect(all).deep.equal(all.map(() => 'Zoë Müller'))
      const found = await findTaskCase(db, 'fund', review?.id ?? '')
      expect(found?.employee).include({ id: null, lastName: 'Zoë Müller', birthDate: null })
      expect(fullName((await findTaskCase(db, 'employer', asked?.id ?? ''))?.employee as never)).equal(
        'Zoë Müller',
      )
      expect((await findMutationCase(db, draft.id))?.employee.lastName).equal('Zoë Müller')
      expect(
        await listMessages(db, employerId, { q: 'muller', show: 'all', page: 1, topics: allTopics }),
      ).include({
        found: 0,
      })
    })

    it('keeps its name when it is taken back', async () => {
      const { db, draft } = await sent()
      await submit(db, draft, { children: [] }, by('hr', 2))
      const next = await recall(db, await mutationById(db, draft.id), reference(), by('hr', 3))
      expect(await mutationById(db, next ?? '')).include({ subject: 'Zoë Müller', employeeId: null })
    })

    it('has a place in the schema, which tables that refer to reports do not notice', async () => {
      const db = open()
      const report = await submitted(db)
      await openTask(db, spec(report), clock(2))
      for (const later of ['mutations_subjects', 'mutations_wages', 'mutations_under_way'])
        await db.raw(`drop index ${later}`)
      await deskWords.down(db)
      await down(db)
      await up(db)
      await deskWords.up(db)
      expect(await db('mutations').whereNull('employeeId')).deep.equal([])
      await db('mutations').where({ id: report.id }).update({ employeeId: null })
      expect(await db('mutations').where({ id: report.id }).first()).include({
        employeeId: null,
        subject: null,
      })
      expect(await db('tasks').where({ mutationId: report.id })).length(1)
      if (isPostgres(db)) return
      expect(await db.raw('pragma foreign_key_check')).deep.equal([])
      expect(Object.values((await db.raw('pragma integrity_check'))[0])).deep.equal(['ok'])
      const lost = await db('mutations')
        .where({ id: report.id })
        .delete()
        .catch((error: Error) => error)
      expect(String(lost)).include('FOREIGN KEY')
    })
  })
})
