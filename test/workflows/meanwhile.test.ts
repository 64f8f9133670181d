import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { createActivities } from '../../activities/index.js'
import { createMailer } from '../../activities/mailer.js'
import { readConfig } from '../../config.js'
import { answerLate } from '../../db/certificates/certificates.js'
import { answerCall, callForWages, openCalls } from '../../db/declarations/calls.js'
import { amend, keepNews } from '../../db/reports/amendments.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { runMutation } from '../../db/reports/outcomes.js'
import { submit } from '../../db/reports/submissions.js'
import { expireTask, openTask } from '../../db/tasks/tasks.js'
import { addDays, addMonths, addYears, firstOfMonth, lastOfMonth } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { nothingSettled } from '../../domain/training-certificate/answers.js'
import { schoolYearOf } from '../../domain/training-certificate/school-year.js'
import { forEachDatabase, testVault } from '../db/databases.js'
import { overtaken } from '../db/overtaken.js'
import { answer, by, givenEmployee, now, today } from './case.js'
import { givenParent } from './interruption-case.js'
import { agreedOn, givenPupil, inTraining } from './training-case.js'

describe('What comes in while the clock decides', function () {
  this.timeout(30_000)
  forEachDatabase((open) => {
    let db: Knex
    let ids: Awaited<ReturnType<typeof givenEmployee>>
    const config = readConfig({})
    const system = { actor: 'system', at: now() }

    const activitiesWhile = (first: () => Promise<unknown>) =>
      createActivities({
        ...{ db: overtaken(db, first), config, vault: testVault, signer: null, courier: { wake() {} } },
        mailer: createMailer(db, config.mail, 'localhost'),
      })
    async function reported(kind: MutationKind, answers: object): Promise<string> {
      const about = { employerId: ids.employer, employeeId: ids.employee, draft: {} }
      const reference = `AU-${randomUUID().slice(0, 8)}`.toUpperCase()
      const id = await beginDraft(db, { kind, reference, ...about }, by(ids.user))
      await submit(db, await mutationById(db, id), { documents: [], ...answers }, by(ids.user))
      return id
    }
    const letters = async (mutationId: string): Promise<string[]> =>
      (await db('messages').where({ mutationId }).orderBy('createdAt')).map(({ id }) =>
        id.slice(mutationId.length + 1),
      )

    before(() => {
      db = open()
    })

    describe('about an interruption of work', () => {
      const begin = firstOfMonth(addMonths(today, -7))
      const resumption = { on: addDays(today, -3), degree: 100 }
      const interrupted = async () => {
        ids = await givenParent(db)
        const id = await reported('work-interruption', { reason: 'unpaid-leave', begin })
        await db.transaction((trx) => runMutation(trx, id, 'confirmed', system))
        return id
      }
      const told = async (id: string) =>
        amend(db, await mutationById(db, id), 'resumption', resumption, by(ids.user), ['resumption'])

      it('keeps the letter back that would end the allowances for want of an answer', async () => {
        const id = await interrupted()
        const question = { mutationId: id, step: 'resumption', n: 1, side: 'employer' as const }
        const until = { dueOn: addDays(today, -1), ladder: [], details: {} }
        const task = await openTask(db, { ...question, ...until }, system)
        await expireTask(db, task?.id ?? '', system)
        await activitiesWhile(() => told(id)).followWorkInterruption(id, now())
        expect(await letters(id)).deep.equal(['resume'])
        expect(await mutationById(db, id)).include({ status: 'closed', outcome: 'confirmed' })
      })

      it('brings the allowances back in place of closing the report a year after they ended', async () => {
        const id = await interrupted()
        const lastDay = addYears(today, -1)
        await db.transaction((trx) => keepNews(trx, id, 'stopped', { lastDay }, system))
        await activitiesWhile(() => told(id)).followWorkInterruption(id, now())
        const news = await db('amendments').where({ mutationId: id }).pluck('what')
        expect(news).include('resumed')
      })
    })

    describe('about a training certificate', () => {
      const until = lastOfMonth(today)
      const next = addDays(until, 1)
      const pupil = async (about: object) => {
        ids = await givenEmployee(db)
        const { child } = await givenPupil(db, ids)
        const name = { firstName: 'Emma', lastName: 'Zbinden', birthDate: addYears(today, -17) }
        const plain = { child: { id: child, ...name }, why: 'proof-ends', until, certificates: [] }
        return reported('training-certificate', { ...plain, settled: nothingSettled, ...about })
      }
      const late = async (id: string, from = next) =>
        answerLate(db, await mutationById(db, id), inTraining(from), by(ids.user))

      it('is looked at when the school year is over', async () => {
        const settled = { ...nothingSettled, rounds: 1, review: 1 }
        const id = await pupil({ schoolYear: schoolYearOf(today) - 2, settled })
        const turn = await activitiesWhile(() => late(id)).turnOfTrainingCertificate(id, now())
        expect(turn).deep.equal({ turn: 'review', n: 2 })
        expect((await mutationById(db, id)).status).equal('submitted')
      })

      it('is looked at when all of the school year was just proven', async () => {
        const certificates = [{ ...inTraining(next), at: now() }]
        const documents = [{ documentId: 'd1', purpose: 'training' }]
        const id = await pupil({ schoolYear: schoolYearOf(next), certificates, documents })
        const review = { mutationId: id, step: 'review', n: 1, side: 'fund' as const }
        const task = await openTask(db, { ...review, dueOn: today, ladder: [], details: {} }, system)
        await answer(db, task?.id ?? '', await agreedOn(db, id))
        const activities = activitiesWhile(() => late(id, addDays(next, 1)))
        await activities.decideTrainingCertificate(id, 1, now())
        expect(await mutationById(db, id)).include({ status: 'running', outcome: 'granted' })
        expect(await activities.turnOfTrainingCertificate(id, now())).deep.equal({ turn: 'review', n: 2 })
      })
    })

    describe('about the wages of a year', () => {
      it('keeps the reminder letter with its fee back when the wages are just being sent', async () => {
        ids = await givenEmployee(db)
        const year = Number(today.slice(0, 4)) - 1
        await callForWages(db, year, null, 500, system)
        const id = (await openCalls(db, ids.employer))[0]?.id ?? ''
        const asked = { mutationId: id, step: 'declare', n: 1, side: 'employer' as const }
        const task = await openTask(db, { ...asked, dueOn: today, ladder: [], details: { year } }, system)
        await expireTask(db, task?.id ?? '', system)
        const sent = { year, role: 'first', earlier: [], way: 'none', sums: null, findings: {}, remarks: {} }
        const send = async () =>
          submit(db, await mutationById(db, id), sent, by(ids.user), (trx) =>
            answerCall(trx, id, by(ids.user)),
          )
        await activitiesWhile(send).remindOfWages(id, now())
        expect(await letters(id)).deep.equal([])
      })
    })
  })
})
