import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { amend } from '../../db/reports/amendments.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { submit } from '../../db/reports/submissions.js'
import { claimTask } from '../../db/tasks/claims.js'
import { completeTask, findTask } from '../../db/tasks/tasks.js'
import { addDays, addMonths, firstOfMonth, type IsoDate, swissDate } from '../../domain/dates.js'
import { threeMonthsOn } from '../../domain/entitlement/stopping.js'
import type { TerminationAnswers } from '../../domain/termination/answers.js'
import type { WorkInterruptionAnswers } from '../../domain/work-interruption/answers.js'
import { findExit } from '../../web/tasks/termination/find.js'
import { findAbsence } from '../../web/tasks/work-interruption/find.js'
import { by } from '../workflows/case.js'
import { givenParent } from '../workflows/interruption-case.js'

const today = swissDate(new Date())
const begin = firstOfMonth(addMonths(today, -6))

/** Somebody with a child, whose absence began so long ago that the question comes at once. */
export async function absenceCase(db: Knex) {
  const ids = await givenParent(db)
  const id = await sent(db, ids, 'work-interruption', { reason: 'unpaid-leave', begin, documents: [] })
  const spans = async (): Promise<[IsoDate, IsoDate | null][]> =>
    (await db('entitlements').where({ employeeId: ids.employee }).orderBy('startsOn')).map((it) => [
      it.startsOn,
      it.endsOn,
    ])
  return {
    id,
    approve: () =>
      answered(db, `${id}/review/1`, async () => {
        const mutation = await mutationById(db, id)
        const { result } = await findAbsence(db, mutation, mutation.answers as WorkInterruptionAnswers)
        return { decision: 'approve', result, reason: '' }
      }),
    stillAway: () => answered(db, `${id}/resumption/1`, async () => ({ decision: 'still-away' })),
    returned: async () =>
      amend(db, await mutationById(db, id), 'resumption', { on: today, degree: 100 }, by(ids.user)),
    async expectWhole() {
      expect(await spans()).to.deep.equal([
        ['2020-02-01', threeMonthsOn(begin)],
        [firstOfMonth(today), '2036-02-29'],
      ])
      const letters = await db('messages').where({ mutationId: id }).orderBy('id')
      expect(letters.map((it) => it.id.split('/')[1])).to.deep.equal(['confirmation', 'resume', 'stop'])
    },
  }
}

/** Somebody with a child who leaves next week. */
export async function exitCase(db: Knex) {
  const ids = await givenParent(db)
  const lastDay = addDays(today, 7)
  const id = await sent(db, ids, 'termination', { reason: 'notice-employee', lastDay, documents: [] })
  return {
    id,
    approve: () =>
      answered(db, `${id}/review/1`, async () => {
        const mutation = await mutationById(db, id)
        const answers = mutation.answers as TerminationAnswers
        const { result } = await findExit(db, mutation, answers, today, 'per-day')
        return { decision: 'approve', result, reason: '' }
      }),
    async expectWhole() {
      const [allowance, ...more] = await db('entitlements').where({ employeeId: ids.employee })
      expect([allowance.endsOn, more]).to.deep.equal([lastDay, []])
      expect((await db('employments').where({ employeeId: ids.employee }).first()).endsOn).to.equal(lastDay)
      expect(await db('messages').where({ mutationId: id })).to.have.length(2)
    },
  }
}

async function sent(
  db: Knex,
  ids: Awaited<ReturnType<typeof givenParent>>,
  kind: 'work-interruption' | 'termination',
  answers: object,
): Promise<string> {
  const about = { employerId: ids.employer, employeeId: ids.employee, draft: {} }
  const reference = `AB-${randomUUID().slice(0, 8)}`.toUpperCase()
  const id = await beginDraft(db, { kind, reference, ...about }, by(ids.user))
  await submit(db, await mutationById(db, id), answers, by(ids.user))
  return id
}

/** Answers an open task as a caseworker or an employer would. */
async function answered(db: Knex, id: string, outcome: () => Promise<object>): Promise<boolean> {
  await claimTask(db, id, by('desk'))
  const task = await findTask(db, id)
  const { kind } = await mutationById(db, task.mutationId)
  return completeTask(db, { ...task, kind }, await outcome(), by('desk'))
}
