import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { amend } from '../../db/reports/amendments.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { submit } from '../../db/reports/submissions.js'
import { claimTask } from '../../db/tasks/claims.js'
import { completeTask, findTask } from '../../db/tasks/tasks.js'
import type { IsoDate } from '../../domain/dates.js'
import type { TerminationAnswers } from '../../domain/termination/answers.js'
import type { WorkInterruptionAnswers } from '../../domain/work-interruption/answers.js'
import { givenEmployee } from './case.js'
import type { Office } from './office.js'

/** Somebody of a firm with one child and its allowance of 245 francs. */
export async function givenParent(db: Knex) {
  const ids = await givenEmployee(db)
  await givenChild(db, { employerId: ids.employer, employeeId: ids.employee })
  return ids
}

/** A child of somebody, and its allowance of 245 francs. */
export async function givenChild(db: Knex, parent: { employerId: string; employeeId: string }) {
  const childId = randomUUID()
  const child = { firstName: 'Emma', lastName: 'Zbinden', birthDate: '2020-02-02', sex: 'female' }
  const home = { relation: 'own', residenceCountry: 'CH', residenceCanton: 'SG' }
  await db('children').insert({ id: childId, ...parent, ...child, ...home })
  const allowance = {
    kind: 'child',
    canton: 'SG',
    rate: 24_500,
    startsOn: '2020-02-01',
    endsOn: '2036-02-29',
  }
  await db('entitlements').insert({ id: randomUUID(), ...parent, childId, ...allowance })
}

type Ids = Awaited<ReturnType<typeof givenParent>>

/** An office and a person in it: what people and the clock do, at the moment the workflow lives in. */
export function interruptionsIn({ db, now, later }: Office, ids: Ids) {
  const by = async (actor: string) => ({ actor, at: new Date(await now()).toISOString() })
  return {
    async reported(
      answers: Omit<WorkInterruptionAnswers, 'documents'> | Omit<TerminationAnswers, 'documents'>,
      kind: 'work-interruption' | 'termination' = 'work-interruption',
    ): Promise<string> {
      const about = { employerId: ids.employer, employeeId: ids.employee, draft: {} }
      const reference = `AU-${randomUUID().slice(0, 8)}`.toUpperCase()
      const fresh = { kind, reference, ...about }
      const id = await beginDraft(db, fresh, await by(ids.user))
      await submit(db, await mutationById(db, id), { documents: [], ...answers }, await by(ids.user))
      return id
    },

    async answered(id: string, outcome: object, actor = 'desk'): Promise<boolean> {
      await claimTask(db, id, await by(actor))
      const task = await findTask(db, id)
      const { kind } = await mutationById(db, task.mutationId)
      return completeTask(db, { ...task, kind }, outcome, await by(actor))
    },

    async told(id: string, what: string, said: object): Promise<boolean> {
      return amend(db, await mutationById(db, id), what, said, await by(ids.user), ['resumption'])
    },

    /** Lets time pass until a morning in Switzerland. */
    async until(day: IsoDate): Promise<void> {
      const ahead = Date.parse(`${day}T09:00:00Z`) - (await now())
      if (ahead > 0) await later(ahead)
    },

    spans: async (): Promise<[string, string | null][]> => {
      const rows = await db('entitlements').where({ employeeId: ids.employee }).orderBy('startsOn')
      return rows.map(({ startsOn, endsOn }) => [startsOn, endsOn])
    },

    letters: async (id: string): Promise<string[]> =>
      (await db('messages').where({ mutationId: id }).orderBy('createdAt')).map((it) => it.id.split('/')[1]),
  }
}
