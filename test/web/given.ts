import { randomBytes, randomUUID } from 'node:crypto'
import { deliver } from '../../db/messages/messages.js'
import { searchText } from '../../db/people/search.js'
import { storeDocument } from '../../db/reports/documents.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { type Draft, employeeOf, type Mutation, mutationById } from '../../db/reports/mutations.js'
import { submit } from '../../db/reports/submissions.js'
import { openTask, type Task, type TaskSpec } from '../../db/tasks/tasks.js'
import { referenceFor } from '../../domain/references.js'
import type { Deps } from '../../web/deps.js'
import { hashPassword, sealSeed } from '../../web/sign-in/proof.js'
import { onePagePdf } from './files.js'
import { password, seed } from './visitor.js'

type Row = Record<string, unknown> & { id: string }
type Changes = Record<string, unknown>
export type Given = ReturnType<typeof givenIn>

let hash: Promise<string> | undefined
let count = 0

/** Writes the rows a test starts from. Each answers its row; `changes` replaces single columns. */
export function givenIn({ db, vault, clock }: Pick<Deps, 'db' | 'vault' | 'clock'>) {
  const by = (actor = 'system') => ({ actor, at: clock() })

  async function insert<T extends Row>(table: string, row: T): Promise<T> {
    await db(table).insert(row)
    return row
  }

  return {
    employer: (changes: Changes = {}) => {
      const memberNumber = `47.${++count}-0`
      const address = { street: 'Werkstrasse 1', zip: '9000', city: 'St. Gallen', canton: 'SG' }
      const row = { id: randomUUID(), memberNumber, name: 'Muster Bau AG', language: 'de' }
      return insert('employers', { ...row, ...address, ...changes })
    },

    /** A user who may act for these employers; `role: 'caseworker'` makes one of the office. */
    async user({ employers = [], ...changes }: Changes & { employers?: string[] } = {}) {
      const id = randomUUID()
      hash ??= hashPassword(password)
      const proof = { passwordHash: await hash, totpSeed: sealSeed(vault, id, seed) }
      const person = { id, email: `user${++count}@muster.example`, name: 'Sandra Keller', language: 'de' }
      const row = await insert('users', { ...person, role: 'employer', ...proof, ...changes })
      for (const employerId of employers)
        await db('mandates').insert({ userId: id, employerId, role: 'member' })
      return row
    },

    /** A person with an employment since 2019; pass `employment: null` for none, or columns to change. */
    async employee(employerId: string, changes: Changes & { employment?: Changes | null } = {}) {
      const { employment = {}, ...columns } = changes
      const row = {
        id: randomUUID(),
        employerId,
        ahvNumber: null as string | null,
        firstName: 'Luca',
        lastName: 'Steiner',
        birthDate: '1984-06-02',
        sex: 'male',
        civilStatus: 'married',
        nationality: 'CH',
        language: 'de',
        street: 'Seestrasse 4',
        zip: '9000',
        city: 'St. Gallen',
        country: 'CH',
        ...columns,
      }
      const personnelNumber = String(employment?.personnelNumber ?? 1000 + ++count)
      await insert('employees', { ...row, search: searchText({ ...row, personnelNumber }) })
      if (employment) await this.employment(row, { personnelNumber, ...employment })
      return row
    },

    employment: ({ id, employerId }: { id: string; employerId: string }, changes: Changes = {}) =>
      insert('employments', {
        id: randomUUID(),
        employerId,
        employeeId: id,
        personnelNumber: '1042',
        function: 'Monteur',
        workplace: 'St. Gallen',
        canton: 'SG',
        workload: 100,
        monthlyWage: 634_000,
        startsOn: '2019-04-01',
        endsOn: null as string | null,
        ...changes,
      }),

    child: ({ id, employerId }: { id: string; employerId: string }, changes: Changes = {}) =>
      insert('children', {
        id: randomUUID(),
        employerId,
        employeeId: id,
        ahvNumber: null as string | null,
        firstName: 'Lea',
        lastName: 'Steiner',
        birthDate: '2018-01-12',
        sex: 'female',
        relation: 'own',
        residenceCountry: 'CH',
        residenceCanton: 'SG',
        ...changes,
      }),

    entitlement: (child: { id: string; employeeId: string; employerId: string }, changes: Changes = {}) =>
      insert('entitlements', {
        id: randomUUID(),
        employerId: child.employerId,
        employeeId: child.employeeId,
        childId: child.id,
        kind: 'child',
        canton: 'SG',
        rate: 23_000,
        startsOn: '2019-04-01',
        endsOn: '2034-01-31' as string | null,
        ...changes,
      }),

    /** A draft of this person's family allowances. */
    async draft(
      person: { id: string; employerId: string },
      draft: Draft = {},
      actor = 'hr',
    ): Promise<Mutation> {
      const reference = referenceFor('family-allowance', randomBytes(8))
      const { id: employeeId, employerId } = person
      const fresh = { kind: 'family-allowance' as const, reference, employerId, employeeId, draft }
      return mutationById(db, await beginDraft(db, fresh, by(actor)))
    },

    /** A report that was submitted just now. */
    async submitted(
      person: { id: string; employerId: string },
      answers: object = { request: { purpose: 'new', from: '2026-11-01' }, children: [] },
      actor = 'hr',
    ): Promise<Mutation> {
      const draft = await this.draft(person, {}, actor)
      await submit(db, draft, answers, by(actor))
      return mutationById(db, draft.id)
    },

    /** An open task about a submitted report: of the employer, unless `side` says `fund`. */
    async task(mutation: Mutation, changes: Partial<TaskSpec> = {}): Promise<Task> {
      const side = changes.side ?? 'employer'
      const step = side === 'fund' ? 'review' : 'provide-documents'
      const spec = { mutationId: mutation.id, step, n: 1, side, details: {}, ladder: [], dueOn: '2026-12-23' }
      const task = await openTask(db, { ...spec, ...changes }, by())
      if (!task) throw new Error('the report is closed')
      return task
    },

    /** A stored document with real bytes, of this person. */
    async document(person: { id: string; employerId: string }, changes: Changes = {}, bytes = onePagePdf()) {
      const row = {
        id: randomUUID(),
        employerId: person.employerId,
        employeeId: person.id as string | null,
        mutationId: null as string | null,
        origin: 'office' as const,
        purpose: 'decision',
        name: 'Entscheid.pdf',
        mime: 'application/pdf',
        ...changes,
      }
      await db.transaction((trx) => storeDocument(trx, row, bytes, by()))
      return row
    },

    /** A decision in the mailbox of the employer. */
    async message(mutation: Mutation, changes: Changes = {}) {
      const { id: mutationId, employerId, employeeId } = mutation
      const id = `${mutationId}/decision`
      const document = await this.document({ id: employeeOf(mutation), employerId }, { id, mutationId })
      const fresh = { id, employerId, employeeId, mutationId, kind: 'family-allowance-decision' }
      const message = { ...fresh, documentId: document.id, ...changes }
      await db.transaction((trx) => deliver(trx, message, by()))
      return message
    },
  }
}
