import { expect } from 'chai'
import type { Knex } from 'knex'
import { entriesAbout } from '../../db/audit/note.js'
import { promisesToKeep } from '../../db/outbox.js'
import { documentsOf, removeUpload, storeDocument } from '../../db/reports/documents.js'
import { deleteDraft, saveDraft } from '../../db/reports/drafts.js'
import { findMutation, mutationById } from '../../db/reports/mutations.js'
import { recall } from '../../db/reports/recall.js'
import { submit } from '../../db/reports/submissions.js'
import { claimTask } from '../../db/tasks/claims.js'
import { tasksOf } from '../../db/tasks/tasks.js'
import { forEachDatabase } from './databases.js'
import { at, by, draft, employer, openedTask, reference, spec, submitted } from './rows.js'

describe('A report', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const statusOf = async (id: string) => (await mutationById(db, id)).status
    const upload = (mutation: { id: string; employerId: string }, id: string) => {
      const document = { id, employerId: mutation.employerId, employeeId: null, mutationId: mutation.id }
      const file = {
        origin: 'upload' as const,
        purpose: 'training',
        name: 'Lehrvertrag.pdf',
        mime: 'application/pdf',
      }
      return db.transaction((trx) =>
        storeDocument(trx, { ...document, ...file }, Buffer.from('%PDF-'), by('hr', 1)),
      )
    }

    it('is found by its own employer only', async () => {
      const mutation = await draft(db)
      expect(await findMutation(db, mutation.employerId, mutation.id)).to.deep.equal(mutation)
      expect(await findMutation(db, await employer(db), mutation.id)).to.equal(null)
    })

    it('keeps what two tabs save in different steps at the same moment', async () => {
      const { id } = await draft(db, { request: { purpose: 'new' } })
      const steps = ['employment', 'children', 'training', 'payment', 'documents']
      const saves = steps.map((step) =>
        saveDraft(db, id, (typed) => ({ ...typed, [step]: { done: step } }), by('hr', 2)),
      )
      expect(await Promise.all(saves)).to.deep.equal(steps.map(() => true))
      const kept = await mutationById(db, id)
      expect(Object.keys(kept.draft).sort()).to.deep.equal(['request', ...steps].sort())
      expect(kept.savedAt).to.equal(at(2))
    })

    it('is submitted once, however often the button is pressed', async () => {
      const mutation = await draft(db)
      await db('outbox').delete()
      const presses = [1, 2, 3, 4].map((minutes) =>
        submit(db, mutation, { children: minutes }, by('hr', minutes)),
      )
      expect((await Promise.all(presses)).filter(Boolean)).to.have.length(1)
      expect((await promisesToKeep(db)).map((it) => it.workflowId)).to.deep.equal([mutation.id])
      const entries = await entriesAbout(db, mutation.id)
      expect(entries.map((it) => it.action)).to.deep.equal(['mutation.begin', 'mutation.submit'])
    })

    it('can no longer be changed or deleted once it is submitted', async () => {
      const { id, answers } = await submitted(db)
      expect(await saveDraft(db, id, () => ({ late: true }), by('hr', 5))).to.equal(false)
      expect(await deleteDraft(db, id, by('hr', 5))).to.equal(false)
      expect(await mutationById(db, id)).to.deep.include({ draft: {}, answers })
    })

    it('is submitted or deleted when both are asked at the same moment', async () => {
      for (let i = 0; i < 10; i++) {
        const mutation = await draft(db)
        const [sent, deleted] = await Promise.all([
          submit(db, mutation, {}, by('hr', 1)),
          deleteDraft(db, mutation.id, by('hr', 1)),
        ])
        expect([sent, deleted].filter(Boolean)).to.have.length(1)
        const left = await findMutation(db, mutation.employerId, mutation.id)
        expect(left?.status ?? 'gone').to.equal(sent ? 'submitted' : 'gone')
      }
    })

    it('takes its uploads with it when its draft is deleted', async () => {
      const mutation = await draft(db)
      await upload(mutation, `${mutation.id}-a`)
      expect(await deleteDraft(db, mutation.id, by('hr', 3))).to.equal(true)
      expect(await db('documentBytes').where({ documentId: `${mutation.id}-a` })).to.deep.equal([])
    })

    it('loses an upload only while it is a draft', async () => {
      const mutation = await draft(db)
      await upload(mutation, `${mutation.id}-a`)
      await upload(mutation, `${mutation.id}-b`)
      expect(await removeUpload(db, mutation.id, `${mutation.id}-a`, by('hr', 2))).to.equal(true)
      expect(await removeUpload(db, mutation.id, `${mutation.id}-a`, by('hr', 2))).to.equal(false)
      expect(await submit(db, mutation, {}, by('hr', 3)), 'read before the upload was removed').to.equal(
        false,
      )
      expect(await submit(db, await mutationById(db, mutation.id), {}, by('hr', 3))).to.equal(true)
      expect(await removeUpload(db, mutation.id, `${mutation.id}-b`, by('hr', 4))).to.equal(false)
      expect((await documentsOf(db, mutation.id)).map((it) => it.id)).to.deep.equal([`${mutation.id}-b`])
    })

    it('that is recalled lives on as a draft, with its uploads, and takes its open tasks back', async () => {
      const mutation = await draft(db, { request: { purpose: 'new' } })
      await upload(mutation, `${mutation.id}-a`)
      await submit(db, mutation, {}, by('hr', 3))
      await openedTask(db, spec(mutation))
      const next = await recall(db, mutation, reference(), by('hr', 4))
      if (!next) throw new Error('the recall was refused')
      expect(await mutationById(db, mutation.id)).to.deep.include({
        status: 'closed',
        outcome: 'recalled',
        continuedAs: next,
      })
      expect(await mutationById(db, next)).to.deep.include({
        status: 'draft',
        draft: { request: { purpose: 'new' } },
      })
      expect((await documentsOf(db, next)).map((it) => it.id)).to.deep.equal([`${mutation.id}-a`])
      expect((await tasksOf(db, mutation.id)).map((it) => it.status)).to.deep.equal(['withdrawn'])
      expect(await recall(db, mutation, reference(), by('hr', 5))).to.equal(null)
    })

    it('cannot be recalled once its review is claimed, and then stays as it was', async () => {
      const mutation = await submitted(db)
      const task = await openedTask(db, spec(mutation))
      await claimTask(db, task.id, by('desk', 3))
      expect(await recall(db, mutation, reference(), by('hr', 4))).to.equal(null)
      expect(await statusOf(mutation.id)).to.equal('submitted')
      expect((await tasksOf(db, mutation.id)).map((it) => it.status)).to.deep.equal(['open'])
    })

    it('is recalled or claimed, never both: 50 times at the same moment', async function () {
      this.timeout(120_000)
      for (let i = 0; i < 50; i++) {
        const mutation = await submitted(db)
        const task = await openedTask(db, spec(mutation))
        const takeBack = () => recall(db, mutation, reference(), by('hr', 4))
        const claim = () => claimTask(db, task.id, by('desk', 4))
        const both = i % 2 ? ([takeBack(), claim()] as const) : ([claim(), takeBack()] as const)
        const answers = await Promise.all(both)
        const recalled = typeof (i % 2 ? answers[0] : answers[1]) === 'string'
        expect(answers.filter(Boolean)).to.have.length(1)
        expect(await statusOf(mutation.id)).to.equal(recalled ? 'closed' : 'submitted')
        const [row] = await tasksOf(db, mutation.id)
        expect(row).to.include(
          recalled ? { status: 'withdrawn', claimedBy: null } : { status: 'open', claimedBy: 'desk' },
        )
      }
    })
  })
})
