import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { circumstancesOf } from '../../db/allowances/entitlements.js'
import { statementsOf } from '../../db/allowances/statements.js'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { standsInFor } from '../../db/desk/absences.js'
import { teams } from '../../db/desk/teams.js'
import { migrate } from '../../db/knex.js'
import { personOnFile, strangerNamed } from '../../db/people/person.js'
import { bytesOf, documentsOf } from '../../db/reports/documents.js'
import { employeeOf, isCalled, isOpen, type Mutation, mutationById } from '../../db/reports/mutations.js'
import { createVault } from '../../db/seal.js'
import { tasksOf } from '../../db/tasks/tasks.js'
import { accounts } from '../../demo/accounts.js'
import { firms } from '../../demo/firms.js'
import { firstDay, isEmpty, seedDemo } from '../../demo/seed.js'
import { normaliseAhvNumber } from '../../domain/ahv-number.js'
import { swissDate } from '../../domain/dates.js'
import type { FamilyAllowanceAnswers } from '../../domain/family-allowance/answers.js'
import { propose } from '../../domain/family-allowance/propose.js'
import { ratesKnownUntil } from '../../domain/family-allowance/rates.js'
import type { SalaryDeclarationAnswers } from '../../domain/salary-declaration/answers.js'
import type { CertificateAnswers } from '../../domain/training-certificate/answers.js'
import { normaliseUid } from '../../domain/uid.js'
import { familyAllowance } from '../../web/mutations/family-allowance/journey.js'
import { firstOpenStep } from '../../web/mutations/journey.js'
import { maternity } from '../../web/mutations/maternity/journey.js'
import { newEmployee } from '../../web/mutations/new-employee/journey.js'
import { otherParentLeave } from '../../web/mutations/other-parent-leave/journey.js'
import { withProvided } from '../../web/tasks/wishes.js'
import { forEachDatabase } from '../db/databases.js'

const day = '2026-11-23'
const config = readConfig({
  NODE_ENV: 'test',
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  SESSION_SECRET: 'x'.repeat(32),
})
const vault = createVault(config.dataKey)

describe('The demo office', () => {
  forEachDatabase((open, url) => {
    let db: Knex
    let mutations: Mutation[]
    /** Those about family allowances. */
    let claims: Mutation[]
    before(async () => {
      db = open()
      expect(await isEmpty(db)).to.equal(true)
      await seedDemo({ db, vault, signer: null, config }, day)
      const rows = await db('mutations').orderBy('id').select('id')
      mutations = await Promise.all(rows.map(({ id }) => mutationById(db, id)))
      claims = mutations.filter(({ kind }) => kind === 'family-allowance')
    })

    /** What the portal knew when a report about somebody on file was sent. */
    async function factsOf(mutation: Mutation) {
      const person = await personOnFile(db, mutation.employerId, employeeOf(mutation))
      if (!person) throw new Error('a report without a person')
      return {
        today: swissDate(mutation.submittedAt ?? mutation.savedAt),
        person,
        documents: (await documentsOf(db, mutation.id)).filter(({ origin }) => origin === 'upload'),
        rounding: config.rounding,
        documentsDueDays: config.spans.documentsDueDays,
      }
    }

    it('has six employers, sixty people and one newcomer, and the published accounts', async () => {
      expect(await isEmpty(db)).to.equal(false)
      expect(await db('employers').orderBy('name')).to.have.length(6)
      expect(await db('employees').select('id')).to.have.length(61)
      expect(await db('employers').where({ id: 'muster-bau' }).first()).to.include({
        memberNumber: '47.110-3',
        uid: 'CHE-900.000.016',
        canton: 'SG',
      })
      const mandates = await db('mandates')
        .join('users', 'users.id', 'userId')
        .select('email', 'mandates.role', 'employerId')
      const of = (email: string) => mandates.filter((it) => it.email === email)
      expect(of('hr@muster-bau.example')).to.have.length(1)
      expect(of('admin@muster-bau.example')[0]).to.include({ role: 'admin', employerId: 'muster-bau' })
      expect(of('treuhand@fidu.example')).to.have.length(3)
      expect(accounts.slice(3, 6).map(({ role }) => role)).to.deep.equal([
        'caseworker',
        'caseworker',
        'supervisor',
      ])
    })

    it('has numbers with right check digits, each once, and firms in six cantons', async () => {
      for (const { uid } of firms) expect(normaliseUid(uid)).to.equal(uid)
      expect(new Set(firms.map(({ canton }) => canton))).to.have.property('size', 6)
      const people = [
        ...(await db('employees').select('ahvNumber')),
        ...(await db('children').select('ahvNumber')),
      ]
      const numbers = people.flatMap(({ ahvNumber }) => ahvNumber ?? [])
      for (const number of numbers) expect(normaliseAhvNumber(number)).to.equal(number)
      expect(new Set(numbers)).to.have.property('size', numbers.length)
    })

    it('shows reports in every state', async () => {
      const states = mutations.map(({ status, outcome }) => outcome ?? status)
      expect([...new Set(states)].sort()).to.deep.equal(
        ['draft', 'ended', 'granted', 'partly', 'recalled', 'refused', 'submitted', 'confirmed'].sort(),
      )
      const tasks = (await Promise.all(mutations.map(({ id }) => tasksOf(db, id)))).flat()
      const waiting = tasks.filter(({ status }) => status === 'open')
      const steps = waiting.map(({ step, claimedBy }) => `${step}${claimedBy ? ', claimed' : ''}`)
      expect(steps).to.include.members([
        'provide-documents', 'review', 'review, claimed', 'second-review', 'second-review, claimed',
      ]) // biome-ignore format: one list
      expect(waiting.some(({ side, dueOn }) => side === 'fund' && dueOn < day)).to.equal(true)
      expect(tasks.map(({ status }) => status)).to.include.members(['open', 'done', 'expired', 'withdrawn'])
      const messages = await db('messages').select('readAt')
      expect(messages.some(({ readAt }) => readAt)).to.equal(true)
      expect(messages.some(({ readAt }) => !readAt)).to.equal(true)
    })

    it('has one open task for each report that waits, at most one for those that run, and none for the others', async () => {
      for (const mutation of mutations) {
        const { id, status } = mutation
        const called = isCalled(mutation)
        const waiting = (await tasksOf(db, id)).filter((task) => task.status === 'open')
        if (status === 'running') expect(waiting.length, id).most(1)
        else expect(waiting, id).to.have.length(status === 'submitted' || called ? 1 : 0)
      }
    })

    it('asks for no document in a review that the workflow would ask for first', async () => {
      for (const mutation of claims.filter(({ status }) => status === 'submitted')) {
        const tasks = await tasksOf(db, mutation.id)
        if (tasks.some(({ step }) => step === 'provide-documents')) continue
        const circumstances = await circumstancesOf(db, mutation, day, config.rounding)
        expect(propose(mutation.answers as FamilyAllowanceAnswers, circumstances).missing).to.deep.equal([])
      }
    })

    it('shows proposals that can be approved', async () => {
      for (const mutation of claims.filter(({ status }) => status === 'submitted')) {
        const answers = withProvided(
          mutation.answers as FamilyAllowanceAnswers,
          await tasksOf(db, mutation.id),
        )
        const { verdict } = propose(answers, await circumstancesOf(db, mutation, day, config.rounding))
        expect(verdict, mutation.id).to.be.oneOf(['grant', 'refuse'])
      }
    })

    it('has drafts that the journey can take up, and sent ones that it reads as they were sent', async () => {
      for (const mutation of claims) {
        const person = await personOnFile(db, mutation.employerId, employeeOf(mutation))
        if (!person) throw new Error('a report without a person')
        const documents = (await documentsOf(db, mutation.id)).filter(({ origin }) => origin === 'upload')
        const facts = {
          today: swissDate(mutation.submittedAt ?? mutation.savedAt),
          person,
          documents,
          rounding: config.rounding,
          documentsDueDays: config.spans.documentsDueDays,
        }
        const next = firstOpenStep(familyAllowance, mutation.draft, facts)
        if (mutation.status === 'draft')
          expect(next?.slug ?? 'check-answers').to.be.oneOf([
            'employment',
            'children',
            'other-parent',
            'check-answers',
          ])
        if (mutation.status === 'submitted') {
          expect(next?.slug ?? 'check-answers').to.equal('check-answers')
          const early = (await tasksOf(db, mutation.id)).flatMap(
            ({ details }) => (details.received ?? []) as { documentId: string }[],
          )
          const sent = documents.filter(({ id }) => !early.some(({ documentId }) => documentId === id))
          const read = familyAllowance.answers(mutation.draft, { ...facts, documents: sent })
          expect(sorted(read)).to.deep.equal(sorted(mutation.answers))
        }
      }
    })

    it('has entries that were confirmed, that wait for the office, and that the journey can take up', async () => {
      const entries = mutations.filter(({ kind }) => kind === 'new-employee')
      const states = entries.map(({ outcome, status, subject }) => [subject, outcome ?? status])
      expect(Object.fromEntries(states)).to.deep.equal({
        'Bänziger, Lorena': 'confirmed',
        'Carvalho, Tiago': 'submitted',
        'Portmann, Mirjam': 'submitted',
        'Egger, Silvan': 'draft',
      })
      for (const mutation of entries) {
        const facts = {
          today: swissDate(mutation.submittedAt ?? mutation.savedAt),
          person: strangerNamed(''),
          documents: (await documentsOf(db, mutation.id)).filter(({ origin }) => origin === 'upload'),
          rounding: config.rounding,
          documentsDueDays: config.spans.documentsDueDays,
        }
        const next = firstOpenStep(newEmployee, mutation.draft, facts)
        expect(next?.slug, mutation.subject ?? '').to.equal(
          mutation.status === 'draft' ? 'contact' : undefined,
        )
        if (mutation.status !== 'draft')
          expect(plain(newEmployee.answers(mutation.draft, facts))).to.deep.equal(mutation.answers)
      }
    })

    it('has an interruption that runs, one with a question, and an exit on the desk', async () => {
      const absences = mutations.filter(({ kind }) => ['work-interruption', 'termination'].includes(kind))
      const shown = await Promise.all(
        absences.map(async ({ id, kind, status }) => {
          const open = (await tasksOf(db, id)).filter((task) => task.status === 'open')
          return `${kind} ${status} ${open.map(({ step }) => step)}`
        }),
      )
      expect(shown.sort()).to.deep.equal([
        'termination submitted review',
        'work-interruption running ',
        'work-interruption running resumption',
      ])
    })

    it('has a birth whose allowance runs, with two statements, and one in review', async () => {
      const births = mutations.filter(({ kind }) => kind === 'maternity')
      expect(births.map(({ status }) => status).sort()).to.deep.equal(['running', 'submitted'])
      const running = births.find(({ status }) => status === 'running')
      expect(await statementsOf(db, running?.id ?? '')).to.have.length(2)
      for (const mutation of births) {
        const facts = await factsOf(mutation)
        expect(firstOpenStep(maternity, mutation.draft, facts)?.slug).to.equal(undefined)
        expect(plain(maternity.answers(mutation.draft, facts))).to.deep.equal(mutation.answers)
      }
    })

    it('has a leave of the other parent of which a week lies ahead, and one in review', async () => {
      const leaves = mutations.filter(({ kind }) => kind === 'other-parent-leave')
      expect(leaves.map(({ status }) => status).sort()).to.deep.equal(['running', 'submitted'])
      const running = leaves.find(({ status }) => status === 'running')
      expect(await statementsOf(db, running?.id ?? '')).to.have.length(1)
      for (const mutation of leaves) {
        const facts = await factsOf(mutation)
        expect(firstOpenStep(otherParentLeave, mutation.draft, facts)?.slug).to.equal(undefined)
        expect(plain(otherParentLeave.answers(mutation.draft, facts))).to.deep.equal(mutation.answers)
      }
    })

    it('has training certificates that are open, one nobody answered in time, and one that waits for its decision', async () => {
      const asked = mutations.filter(({ kind }) => kind === 'training-certificate')
      const shown = await Promise.all(
        asked.map(async ({ id, answers }) => {
          const tasks = await tasksOf(db, id)
          const { child } = answers as CertificateAnswers
          return `${child.firstName} ${tasks.map(({ step, status }) => `${step} ${status}`).join(', ')}`
        }),
      )
      expect(shown.sort()).to.deep.equal([
        'Alina certificate open',
        'Dario certificate open',
        'Mona certificate done, review open',
        'Yannick certificate expired, review open',
      ])
    })

    it('has wages that are asked for, reminded of by letter, and declared with their statement', async () => {
      const declarations = mutations.filter(({ kind }) => kind === 'salary-declaration')
      const shown = await Promise.all(
        declarations.map(async ({ id, employerId, subject, outcome, status }) => {
          const tasks = await tasksOf(db, id)
          const letters = await db('messages').where({ mutationId: id }).select('kind')
          const steps = tasks.map((task) => `${task.step} ${task.status}`)
          return [employerId, subject, outcome ?? status, ...steps, ...letters.map(({ kind }) => kind)].join(
            ' ',
          )
        }),
      )
      expect(shown.sort()).to.deep.equal([
        'aareholz 2025 confirmed declare done review done salary-declaration-statement',
        'muster-bau 2026 draft declare open',
        'officine-verbano 2025 draft declare expired declare open salary-declaration-reminder',
      ])
      const accepted = declarations.find(({ outcome }) => outcome === 'confirmed')?.answers
      expect((accepted as SalaryDeclarationAnswers).sums?.persons).greaterThan(5)
    })

    it('shows how the office shares its work: teams, and one who is away with a deputy', async () => {
      const all = await teams(db)
      expect(all.map(({ name, members }) => [name, members.length])).to.deep.equal([
        ['Beiträge', 2],
        ['Erwerbsersatz', 2],
        ['Familienzulagen', 3],
      ])
      const deputy = await db('users').where({ email: 'desk@kasse.example' }).first('id')
      expect(await standsInFor(db, deputy.id, day)).to.have.length(1)
    })

    it('has messages that say what they come to', async () => {
      const rows = await db('messages').whereNotNull('documentId').select('gist')
      expect(rows.filter(({ gist }) => !String(gist).startsWith('{'))).to.deep.equal([])
    })

    it('has decisions whose letters open', async () => {
      const letters = (await db('documents').where({ origin: 'office' })).map((row) => row)
      expect(letters).to.have.length((await db('messages').whereNotNull('documentId').select('id')).length)
      for (const letter of letters)
        expect((await bytesOf(db, letter)).subarray(0, 5).toString()).to.equal('%PDF-')
    })

    it('has a message that the office wrote to two members, and one that is not sent yet', async () => {
      const mailings = await db('mailings').orderBy('status').select('status')
      expect(mailings.map(({ status }) => status)).to.deep.equal(['done', 'draft'])
      expect(await db('messages').whereNotNull('mailingId').select('id')).to.have.length(2)
    })

    it('sends no mail about the past, and wakes only what is open', async () => {
      expect(await db('notices').whereNull('sentAt')).to.deep.equal([])
      const woken = (await db('outbox').orderBy('workflowId')).map((row) => row.workflowId)
      const waiting = mutations.filter((it) => isOpen(it) || isCalled(it)).map(({ id }) => id)
      expect(woken).to.deep.equal(waiting)
    })

    it('tells its past in order', async () => {
      expect(await firstBrokenEntry(db)).to.equal(null)
      const moments = (await db('audit').orderBy('seq').select('at')).map(({ at }) => at)
      expect(moments).to.deep.equal([...moments].sort())
    })

    it('is the same whenever it is seeded for a day, and needs an empty database', async () => {
      const first = await rowsOf(db)
      await migrate(url(), true)
      await migrate(url())
      await seedDemo({ db, vault, signer: null, config }, day)
      expect(await rowsOf(db)).to.deep.equal(first)
      const twice = await seedDemo({ db, vault, signer: null, config }, day).then(String, () => 'refused')
      expect(twice).to.equal('refused')
      expect(await rowsOf(db)).to.deep.equal(first)
    })

    it('can be seeded on the first and on the last day for which the amounts are known', async () => {
      for (const other of [firstDay, ratesKnownUntil()]) {
        await migrate(url(), true)
        await migrate(url())
        await seedDemo({ db, vault, signer: null, config }, other)
        const statements = await db('statements').select('id')
        const letters = await db('messages').whereNotNull('documentId').select('id')
        expect(letters).to.have.length(15 + statements.length)
      }
    })
  })
})

const secrets: Record<string, string[]> = { users: ['passwordHash', 'totpSeed'], outbox: ['token'] }

/** All rows but what must differ: salts, initialisation vectors, tokens. */
async function rowsOf(db: Knex): Promise<Record<string, unknown[]>> {
  const tables = {
    employers: 'id', users: 'id', employees: 'id', employments: 'id', children: 'id', entitlements: 'id', mutations: 'id',
    tasks: 'id', documents: 'id', messages: 'id', notices: 'id', outbox: 'workflowId', audit: 'seq',
  } // biome-ignore format: a list of tables and their keys
  const read = Object.entries(tables).map(async ([table, key]) => {
    const rows = await db(table).orderBy(key)
    const without = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !secrets[table]?.includes(name))),
    )
    return [table, without] as const
  })
  return Object.fromEntries(await Promise.all(read))
}

/** As it is stored. */
const plain = (answers: unknown) => JSON.parse(JSON.stringify(answers))

/** As they are stored, documents in whatever order they were uploaded. */
const sorted = (answers: unknown) => {
  const { documents, ...rest } = JSON.parse(JSON.stringify(answers)) as FamilyAllowanceAnswers
  return { ...rest, documents: documents.toSorted((a, b) => (a.documentId < b.documentId ? -1 : 1)) }
}
