import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { amend } from '../../db/reports/amendments.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { userId } from '../../demo/accounts.js'
import { addDays } from '../../domain/dates.js'
import { referenceFor } from '../../domain/references.js'
import { absenceCase, exitCase } from '../crash/absences.js'
import { checkPage } from '../crash/cases.js'
import { certificateCase, entryCase, leaveCase } from '../crash/others.js'
import type { Person } from '../crash/person.js'
import { eventually } from '../eventually.js'
import { answer, by, givenEmployee } from '../workflows/case.js'
import { birthDate, maternityAgreement, reportedBirth, statedFor } from '../workflows/maternity-case.js'

/** A report of one kind that is under way: lets people do the rest, waits until it has ended, and looks whether all of it is there once. */
type Ending = () => Promise<void>

const hrId = userId('hr@muster-bau.example')

/** Begins a report of every kind but family allowances, in SQL as the forms would; wages are released by a press of the button at one of the portals. */
export async function oneOfEach(db: Knex, hr: Person): Promise<{ ids: string[]; endings: Ending[] }> {
  const [entry, exit, absence] = [await entryCase(db), await exitCase(db), await absenceCase(db)]
  const [leave, certificate] = [await leaveCase(db), await certificateCase(db)]
  const person = await givenEmployee(db)
  const birth = await reportedBirth(db, person)
  const wages = await releasedWages(db, hr)
  await entry.send()
  const closed = (id: string) =>
    eventually(`${id} is closed`, () => db('mutations').where({ id, status: 'closed' }).first())
  const open = (id: string) =>
    eventually(`${id} is open`, () => db('tasks').where({ id, status: 'open' }).first())
  const told = (id: string) => eventually(`message ${id}`, () => db('messages').where({ id }).first())
  const endings = {
    'new-employee': async () => {
      await closed(entry.id())
      await entry.expectWhole()
    },
    termination: async () => {
      await open(`${exit.id}/review/1`)
      await exit.approve()
      await closed(exit.id)
      await exit.expectWhole()
    },
    'work-interruption': async () => {
      await open(`${absence.id}/review/1`)
      await absence.approve()
      await open(`${absence.id}/resumption/1`)
      await absence.stillAway()
      await told(`${absence.id}/stop`)
      await absence.returned()
      await closed(absence.id)
      await absence.expectWhole()
    },
    'other-parent-leave': async () => {
      await open(`${leave.id}/review/1`)
      await leave.approve()
      await eventually('the leave runs', () =>
        db('mutations').where({ id: leave.id, status: 'running' }).first(),
      )
      await leave.giveUp()
      await closed(leave.id)
      await leave.expectWhole()
    },
    'training-certificate': async () => {
      await open(`${certificate.id}/certificate/1`)
      await certificate.certify()
      await open(`${certificate.id}/review/1`)
      await certificate.approve()
      await closed(certificate.id)
      await certificate.expectWhole()
    },
    maternity: async () => {
      await open(`${birth}/review/1`)
      await answer(db, `${birth}/review/1`, await maternityAgreement(db, birth))
      await eventually('the first statement', async () => (await statedFor(db, birth)).count > 0)
      const back = { on: addDays(birthDate, 12) }
      await amend(db, await mutationById(db, birth), 'return-to-work', back, by(person.user))
      await closed(birth)
      expect(await statedFor(db, birth)).to.include({ days: 12, gross: 12 * 16_000, count: 2 })
    },
    'salary-declaration': async () => {
      await open(`${wages}/review/1`)
      const result = { lines: [], contributions: 0, balance: 0 }
      await answer(db, `${wages}/review/1`, { decision: 'approve', result, reason: '' })
      await closed(wages)
      expect(await db('messages').where({ mutationId: wages })).to.have.length(1)
      expect(await db('receipts').where({ mutationId: wages })).to.have.length(1)
    },
  }
  const ids = [entry.id(), exit.id, absence.id, leave.id, certificate.id, birth, wages]
  return { ids, endings: Object.values(endings) }
}

async function releasedWages(db: Knex, hr: Person): Promise<string> {
  const kind = 'salary-declaration' as const
  const fresh = { kind, reference: referenceFor(kind, randomBytes(8)), employerId: 'muster-bau' }
  const draft = { way: { year: '2025', way: 'none' } }
  const id = await beginDraft(db, { ...fresh, employeeId: null, subject: '2025', draft }, by(hrId))
  await eventually('the wages are released', async () => {
    const answered = await hr.press(checkPage(id), 'main form', { confirm: 'yes' })
    return answered?.status === 303
  })
  return id
}
