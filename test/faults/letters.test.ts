import { expect } from 'chai'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { need } from '../needs.js'
import { agreement, answer, givenEmployee, submitted } from '../workflows/case.js'
import { eventually, type Office, openOffice } from '../workflows/office.js'

describe('A generator of letters', function () {
  this.timeout(120_000)
  let office: Office
  let calls = 0
  let failures = 0
  let lateEnd: Promise<void> | undefined
  let goOn = () => {}
  const stuck = new Promise<void>((done) => {
    goOn = done
  })

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice({}, undefined, (activities) => ({
      ...activities,
      decideFamilyAllowance(...about) {
        const decide = () => activities.decideFamilyAllowance(...about)
        if (failures-- > 0) throw new Error('out of ink')
        if (++calls > 1) return decide()
        lateEnd = stuck.then(decide)
        return lateEnd
      },
    }))
  })
  after(() => {
    goOn()
    return office?.close()
  })

  /** A report on which the office has agreed, so that its letter is to be made. */
  const agreed = async () => {
    const id = await submitted(office.db, await givenEmployee(office.db))
    await office.knock()
    await eventually(() =>
      office
        .db('tasks')
        .where({ id: `${id}/review/1` })
        .first(),
    )
    await answer(office.db, `${id}/review/1`, await agreement(office.db, id))
    await office.knock()
    return id
  }
  const closed = (id: string, seconds: number) =>
    eventually(() => office.db('mutations').where({ id, status: 'closed' }).first(), seconds)

  it('that hangs is given up after twenty seconds and begun anew, while others get their letters; when it goes on after all, nothing is sent twice', async () => {
    const id = await agreed()
    await eventually(async () => calls === 1)
    const other = await agreed()
    await closed(other, 15)
    expect(await office.db('mutations').where({ id, status: 'closed' })).to.deep.equal([])
    await closed(id, 60)
    goOn()
    await lateEnd
    for (const of of [id, other]) {
      const document = await documentById(office.db, `${of}/decision`)
      const bytes = document && (await bytesOf(office.db, document))
      expect(bytes?.subarray(0, 5).toString()).to.equal('%PDF-')
      for (const table of ['messages', 'documents', 'entitlements'])
        expect(await office.db(table).where({ mutationId: of }), table).to.have.length(1)
    }
    expect(calls).to.equal(3)
    expect(await firstBrokenEntry(office.db)).to.equal(null)
  })

  it('that fails is tried again until it works, and the letter is there once', async () => {
    failures = 3
    const id = await agreed()
    await closed(id, 60)
    for (const table of ['messages', 'documents'])
      expect(await office.db(table).where({ mutationId: id }), table).to.have.length(1)
  })
})
