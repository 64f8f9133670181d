import { expect } from 'chai'
import fc from 'fast-check'
import type { Knex } from 'knex'
import { callAgain, callForWages, openCalls } from '../../db/declarations/calls.js'
import {
  declaredBy,
  declaredSums,
  statementFacts,
  supersedeAccepted,
  supersedeOpen,
} from '../../db/declarations/declared.js'
import { beginDraft, deleteDraft } from '../../db/reports/drafts.js'
import { type Mutation, mutationById } from '../../db/reports/mutations.js'
import { closeMutation } from '../../db/reports/outcomes.js'
import { recall } from '../../db/reports/recall.js'
import { submit } from '../../db/reports/submissions.js'
import type { SalaryDeclarationAnswers } from '../../domain/salary-declaration/answers.js'
import { forEachDatabase } from './databases.js'
import { at, by, clock, employer, reference } from './rows.js'

const kind = 'salary-declaration' as const
const answersOf = (year: number, role: SalaryDeclarationAnswers['role'] = 'first', ahv = 0) =>
  ({
    year,
    role,
    earlier: [],
    way: 'online',
    sums: { ahv, persons: 1 },
    findings: {},
    remarks: {},
  }) as unknown as object

describe('The yearly call for wages', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })

    async function everybody(year: number, limit = 3) {
      for (let after: string | null = null; ; ) {
        const page: { next: string | null } = await callForWages(db, year, after, limit, clock())
        after = page.next
        if (after === null) return
      }
    }
    async function begun(employerId: string, year: number) {
      const draft = { way: { year: String(year) } }
      const about = {
        kind,
        reference: reference(),
        employerId,
        employeeId: null,
        subject: String(year),
        draft,
      }
      return mutationById(db, await beginDraft(db, about, by('hr')))
    }
    const send = (mutation: Mutation, answers: object) => submit(db, mutation, answers, by('hr', 1))
    const deedsOn = (object: string) => db('audit').where({ object }).orderBy('seq').pluck('action')
    const callOf = async (employerId: string) => (await openCalls(db, employerId))[0]?.id ?? ''

    it('reaches every employer once, however often, late or at the same time it runs', async () => {
      const employers = await Promise.all(Array.from({ length: 7 }, () => employer(db)))
      const years = fc.array(fc.constantFrom(2021, 2022, 2023), { minLength: 1, maxLength: 5 })
      await fc.assert(
        fc.asyncProperty(years, fc.integer({ min: 1, max: 9 }), async (runs, limit) => {
          await Promise.all(runs.map((year) => everybody(year, limit)))
          for (const id of employers) {
            const called = (await openCalls(db, id)).map(({ year }) => year)
            expect(called)
              .deep.equal([...new Set(called)])
              .and.include.members(runs)
          }
        }),
        { numRuns: 8 },
      )
    })

    it('promises a workflow for each, behind what people do', async () => {
      const id = await employer(db)
      await everybody(2025)
      const call = await callOf(id)
      expect(await db('outbox').where({ workflowId: call }).first()).include({ workflow: kind, priority: 5 })
      expect(await mutationById(db, call)).include({ status: 'draft', subject: '2025', createdBy: 'system' })
    })

    it('does not ask who has declared, also without wages, and asks who has taken that back or was refused', async () => {
      const [done, back, refused] = [await employer(db), await employer(db), await employer(db)]
      for (const id of [done, back, refused]) await send(await begun(id, 2024), answersOf(2024))
      const [taken] = await declaredBy(db, back)
      await recall(db, await mutationById(db, taken?.id ?? ''), reference(), by('hr', 2))
      await db('mutations').where({ employerId: refused }).update({ status: 'closed', outcome: 'refused' })
      await everybody(2024)
      expect(await openCalls(db, done)).deep.equal([])
      expect(await openCalls(db, back)).length(1)
      expect(await openCalls(db, refused)).length(1)
    })

    it('takes up the draft that somebody has begun, with what was typed', async () => {
      const id = await employer(db)
      const draft = await begun(id, 2025)
      await everybody(2025)
      expect(await callOf(id)).equal(draft.id)
      expect(await db('mutations').where({ employerId: id }).select('id')).length(1)
    })

    it('stays when its draft is to be deleted, and goes on when its wages are taken back', async () => {
      const id = await employer(db)
      await everybody(2025)
      const call = await mutationById(db, await callOf(id))
      expect(await deleteDraft(db, call.id, by('hr'))).equal(false)
      await send(call, answersOf(2025))
      expect(await openCalls(db, id)).deep.equal([])
      const next = await recall(db, await mutationById(db, call.id), reference(), by('hr', 2))
      expect(await callOf(id)).equal(next)
      expect(await db('outbox').where({ workflowId: next }).first()).include({ workflow: kind })
    })

    it('is answered by wages that count: a supplement adds, a replacement takes the place of all before', async () => {
      const id = await employer(db)
      const first = await begun(id, 2023)
      await send(first, answersOf(2023, 'first', 100))
      await send(await begun(id, 2023), answersOf(2023, 'supplement', 20))
      expect(await declaredSums(db, id, 2023)).deep.equal({ ahv: 120, persons: 2 })
      await db('mutations').where({ employerId: id }).update({ outcome: 'superseded' })
      await send(await begun(id, 2023), answersOf(2023, 'replacement', 130))
      expect(await declaredSums(db, id, 2023)).deep.equal({ ahv: 130, persons: 1 })
      expect(await declaredSums(db, id, 2022)).equal(null)
    })

    it('is asked anew, and has its wages replaced, with an entry in the audit for each', async () => {
      const id = await employer(db)
      await everybody(2025)
      const refused = await mutationById(db, await callOf(id))
      await send(refused, answersOf(2025))
      await db.transaction(async (trx) => {
        await closeMutation(trx, refused.id, 'refused', clock(2))
        await callAgain(trx, refused, clock(2))
      })
      const anew = await mutationById(db, await callOf(id))
      expect(await deedsOn(anew.id)).deep.equal(['mutation.open'])
      await send(anew, answersOf(2025))
      const second = await begun(id, 2025)
      await send(second, answersOf(2025, 'replacement'))
      const third = await begun(id, 2025)
      await send(third, answersOf(2025, 'replacement'))
      await db.transaction(async (trx) => {
        await closeMutation(trx, anew.id, 'confirmed', clock(3))
        await supersedeOpen(trx, [second.id], third.id, by('hr', 4))
        await supersedeAccepted(trx, [anew.id], third.id, clock(5))
        await supersedeAccepted(trx, [anew.id], third.id, clock(6))
      })
      for (const it of [anew, second])
        expect(await mutationById(db, it.id)).include({ outcome: 'superseded', continuedAs: third.id })
      expect((await deedsOn(anew.id)).slice(-2)).deep.equal(['mutation.close', 'mutation.supersede'])
      expect((await deedsOn(second.id)).at(-1)).equal('mutation.close')
    })

    it('charges once what was paid on account, and a replacement gets back what was stated', async () => {
      const id = await employer(db)
      await db('onAccount').insert({ employerId: id, year: 2023, amount: 500 })
      const first = await begun(id, 2023)
      const facts = (role: SalaryDeclarationAnswers['role'], mutation = { id: 'new', employerId: id }) =>
        statementFacts(db, mutation, { year: 2023, role })
      expect(await facts('first')).deep.equal({ onAccount: 500, stated: 0, reminded: false, lateOn: null })
      await send(first, answersOf(2023))
      await db('mutations').where({ id: first.id }).update({ status: 'closed', outcome: 'confirmed' })
      await db('tasks').insert({
        ...{ id: `${first.id}/review/1`, mutationId: first.id, employerId: id, step: 'review', n: 1 },
        ...{ side: 'fund', status: 'done', details: '{}', ladder: '[]', openedAt: at(), dueOn: '2024-02-01' },
        outcome: JSON.stringify({ decision: 'approve', result: { balance: 700 } }),
      })
      expect(await facts('supplement')).deep.equal({ onAccount: 0, stated: 0, reminded: false, lateOn: null })
      expect(await facts('replacement')).deep.equal({
        onAccount: 500,
        stated: 700,
        reminded: false,
        lateOn: '2026-11-23',
      })
      expect(await facts('first', first), 'its own statement is none before it').include({ onAccount: 500 })
    })

    it('is answered late after 30 January, on the next working day, or what the office has named; a replacement no later than the first', async () => {
      const id = await employer(db)
      const lateOf = async (
        role: SalaryDeclarationAnswers['role'],
        mutation: Pick<Mutation, 'id' | 'employerId'>,
      ) => (await statementFacts(db, mutation, { year: 2021, role })).lateOn
      const sentOn = (mutation: Mutation, day: string) =>
        db('mutations')
          .where({ id: mutation.id })
          .update({ submittedAt: `${day}T11:00:00.000Z` })
      const first = await begun(id, 2021)
      await send(first, answersOf(2021))
      await sentOn(first, '2022-01-31')
      expect(await lateOf('first', first), '30 January 2022 is a Sunday').equal(null)
      await sentOn(first, '2022-02-01')
      expect(await lateOf('first', first)).equal('2022-02-01')
      await db('mutations').where({ id: first.id }).update({ status: 'closed', outcome: 'superseded' })
      const second = await begun(id, 2021)
      await send(second, answersOf(2021, 'replacement', 1))
      await sentOn(second, '2022-04-01')
      expect(await lateOf('replacement', second)).equal('2022-02-01')
      await db('mutations').where({ id: first.id }).update({ outcome: 'refused' })
      expect(await lateOf('replacement', second), 'what was refused did not stand').equal('2022-04-01')
      await db('tasks').insert({
        ...{ id: `${first.id}/declare/1`, mutationId: first.id, employerId: id, step: 'declare', n: 1 },
        ...{
          side: 'employer',
          status: 'done',
          details: '{}',
          ladder: '[]',
          openedAt: at(),
          dueOn: '2022-04-01',
        },
      })
      expect(await lateOf('replacement', second), 'the office has named that day').equal(null)
    })
  })
})
