import { expect } from 'chai'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { swissDate } from '../../domain/dates.js'
import { holidaysIn } from '../../domain/holidays.js'
import { findTermination } from '../../domain/termination/findings.js'
import { readPdf } from '../documents/read-pdf.js'
import { need } from '../needs.js'
import { agreement, answer, givenEmployee, submitted } from './case.js'
import { givenParent, interruptionsIn } from './interruption-case.js'
import { maternityAgreement, reportedBirth } from './maternity-case.js'
import { eventually, type Office, openOffice } from './office.js'

describe('Letters about the people of a German-speaking employer', function () {
  this.timeout(60_000)
  let office: Office
  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice()
  })
  after(() => office?.close())

  const speaks = (employee: string, language: string) =>
    office.db('employees').where({ id: employee }).update({ language })

  /** The office agrees with the report, and it goes on. */
  async function agreed(id: string, outcome: object): Promise<void> {
    await office.knock()
    await eventually(() =>
      office
        .db('tasks')
        .where({ id: `${id}/review/1`, status: 'open' })
        .first(),
    )
    await answer(office.db, `${id}/review/1`, outcome)
    await office.knock()
  }

  /** A letter as it lies in the mailbox. */
  async function letter(id: string) {
    const document = await eventually(() => documentById(office.db, id))
    const { source, text } = readPdf(await bytesOf(office.db, document))
    return { name: document.name, lang: /\/Lang \(([\w-]+)\)/.exec(source)?.[1], text }
  }

  it('are in French where they go to a person who speaks it: name of the file, language of the PDF, and words', async () => {
    const ids = await givenEmployee(office.db)
    await speaks(ids.employee, 'fr')
    const id = await submitted(office.db, ids)
    await agreed(id, await agreement(office.db, id))
    const decision = await letter(`${id}/decision`)
    expect(decision.lang).to.equal('fr-CH')
    expect(decision.name).to.match(/^Décision/)
    expect(decision.text).to.include('LAFam').and.not.include('FamZG')
  })

  it('are in the language of the employer where the office does not write in that of the person', async () => {
    const ids = await givenEmployee(office.db)
    await speaks(ids.employee, 'pt')
    const id = await submitted(office.db, ids)
    await agreed(id, await agreement(office.db, id))
    expect((await letter(`${id}/decision`)).lang).to.equal('de-CH')
  })

  it('are a German confirmation for the employer and an Italian decision for the person who leaves', async () => {
    const ids = await givenParent(office.db)
    await speaks(ids.employee, 'it')
    const today = swissDate(new Date())
    const leaves = { reason: 'notice-employee' as const, lastDay: today }
    const id = await interruptionsIn(office, ids).reported(leaves, 'termination')
    const rows = await office.db('entitlements').where({ employeeId: ids.employee })
    const onFile = rows.map((row) => ({ ...row, from: row.startsOn, to: row.endsOn }))
    const rules = { rounding: 'per-day' as const, isHoliday: holidaysIn('SG') }
    const result = findTermination(
      { documents: [], ...leaves },
      { today, submittedOn: today, ...rules, onFile },
    )
    await agreed(id, { decision: 'approve', result, reason: '' })
    expect(await letter(`${id}/confirmation`)).to.include({ lang: 'de-CH' })
    const decision = await letter(`${id}/decision`)
    expect(decision.lang).to.equal('it-CH')
    expect(decision.text).to.include('LAFam')
  })

  it('confirm a maternity to the mother in her English, and state to the employer in German what it gets', async () => {
    const ids = await givenEmployee(office.db)
    await speaks(ids.employee, 'en')
    const id = await reportedBirth(office.db, ids)
    await agreed(id, await maternityAgreement(office.db, id))
    const confirmation = await letter(`${id}/confirmation`)
    expect(confirmation.lang).to.match(/^en/)
    expect(confirmation.text).to.include('maternity allowance')
    const statement = await letter(`${id}/statement-1`)
    expect(statement.lang).to.equal('de-CH')
    expect(statement.text).to.include('Mutterschaft')
  })
})
