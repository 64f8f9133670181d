import { expect } from 'chai'
import { compareStaff, countStates, type StaffOnFile } from '../../domain/staff-list/compare.js'
import type { StaffRow, StaffValues } from '../../domain/staff-list/row.js'

const today = '2026-11-23'
const luca: StaffOnFile = {
  ...{ id: 'luca', lastName: 'Steiner', firstName: 'Luca', birthDate: '1984-06-02' },
  ...{ ahvNumber: '756.9217.0769.85', employmentId: 'work', personnelNumber: '1042', function: 'Monteur' },
  ...{ workplace: 'St. Gallen', canton: 'SG', workload: 100, startsOn: '2019-04-01', endsOn: null },
}
const said: StaffValues = { lastName: 'Steiner', firstName: 'Luca', birthDate: '1984-06-02' }
const rowsOf = (...values: StaffValues[]): StaffRow[] =>
  values.map((one, i) => ({ place: i + 2, values: one, unreadable: [] }))
const compare = (values: StaffValues, onFile: StaffOnFile[] = [luca]) => {
  const [row] = compareStaff(rowsOf(values), onFile, today)
  if (!row) throw new Error('no row')
  return row
}
const codes = (values: StaffValues, onFile?: StaffOnFile[]) =>
  compare(values, onFile).faults.map(({ code }) => code)

describe('A staff list compared with what is on file', () => {
  it('finds a person by number, or by name and birthday, accents and capitals aside', () => {
    expect(compare({ ...said, ahvNumber: '756.9217.0769.85' }).employeeId).to.equal('luca')
    expect(compare({ ...said, lastName: 'STEINER' }).employeeId).to.equal('luca')
    expect(compare({ ...said, birthDate: '1984-06-03' }).state).to.equal('new')
  })

  it('changes what the employer keeps itself; empty cells change nothing', () => {
    const row = compare({ ...said, function: 'Polier', workload: 80, workplace: 'St. Gallen' })
    expect(row.state).to.equal('changed')
    expect(row.changes).to.deep.equal([
      { column: 'function', old: 'Monteur', now: 'Polier' },
      { column: 'workload', old: 100, now: 80 },
    ])
    expect(compare(said).state).to.equal('unchanged')
  })

  it('shows what the office keeps and does not take it over', () => {
    const row = compare({ ...said, ahvNumber: '756.9217.0769.85', lastName: 'Steiner-Keller', canton: 'TG' })
    expect([row.state, row.changes]).to.deep.equal(['differs', []])
    expect(row.kept.map(({ column }) => column)).to.deep.equal(['lastName', 'canton'])
  })

  it('reports an exit of somebody employed, and an entry of somebody who comes back', () => {
    expect(compare({ ...said, endsOn: '2026-12-31' })).to.include({ state: 'changed', exit: '2026-12-31' })
    const gone = { ...luca, endsOn: '2025-12-31' }
    expect(compare({ ...said, startsOn: '2026-12-01' }, [gone]).state).to.equal('new')
    expect(compare({ ...said, endsOn: '2025-12-30' }, [gone]).kept).to.have.length(1)
    expect(compare({ ...said, endsOn: '2018-01-01' })).to.include({ state: 'differs', exit: null })
  })

  it('says of a day that its month does not have when that month ends, and of other texts that they are no day', () => {
    const row = (typed: string): StaffRow => ({
      place: 2,
      values: said,
      unreadable: [{ column: 'endsOn', typed }],
    })
    const fault = (typed: string) => compareStaff([row(typed)], [luca], today)[0]?.faults[0]
    expect(fault('29.2.2027')).to.deep.equal({
      ...{ code: 'no-such-day', column: 'endsOn' },
      told: { typed: '29.2.2027', lastDate: '2027-02-28' },
    })
    expect(fault('Ende Jahr')?.code).to.equal('day')
  })

  it('says all that is wrong with a row at once', () => {
    const wrong = { lastName: 'A', birthDate: '2030-01-01', ahvNumber: '756.9217.0769.86' }
    expect(codes(wrong)).to.deep.equal(['missing', 'ahv-number-check-digit', 'born-in-future'])
    expect(codes({ ...said, startsOn: '2026-02-01', endsOn: '2026-01-31' })).to.deep.equal([
      'ends-before-entry',
    ])
    expect(codes({ ...said, startsOn: '1980-01-01' })).to.deep.equal(['entry-before-birth'])
    expect(codes({ ...said, function: 'x'.repeat(101) })).to.deep.equal(['too-long'])
    expect(codes({ ...said, firstName: '李' })).to.deep.equal(['unprintable'])
  })

  it('takes nobody for somebody else', () => {
    expect(codes({ lastName: 'Aebi', firstName: 'Eva', birthDate: '1999-01-01', ahvNumber: '756.9217.0769.85' })).to.deep.equal(['number-of-other']) // biome-ignore format: one line
    expect(codes({ ...said, ahvNumber: '756.1234.5678.97' })).to.deep.equal(['number-differs'])
    const twin = { ...luca, id: 'twin', ahvNumber: null }
    expect(codes(said, [luca, twin])).to.deep.equal(['ambiguous'])
  })

  it('takes neither of two rows about one person, also where one names the number and the other does not', () => {
    const states = (...values: StaffValues[]) =>
      compareStaff(rowsOf(...values), [luca], today).map(({ state, faults }) => [state, faults[0]?.told.row])
    const both = [['faulty', 3], ['faulty', 2]] // biome-ignore format: pairs
    expect(states(said, said)).to.deep.equal(both)
    expect(states({ ...said, ahvNumber: '756.9217.0769.85' }, said)).to.deep.equal(both)
  })

  it('of five thousand people is compared with as many without looking at each of them for each row', () => {
    let looks = 0
    const counted = (line: StaffOnFile) =>
      new Proxy(line, {
        get(it, key) {
          looks++
          return Reflect.get(it, key)
        },
      })
    const inLetters = (n: number) =>
      n.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')
    const many = Array.from({ length: 5000 }, (_, i) => ({ ...luca, id: `p${i}`, ahvNumber: null, lastName: `N${inLetters(i)}` })) // biome-ignore format: one line
    const rows = rowsOf(...many.map(({ lastName }) => ({ ...said, lastName, workload: 50 })))
    const compared = compareStaff(rows, many.map(counted), today)
    expect(compared.length).to.equal(5000)
    expect(countStates(compared).changed).to.be.greaterThan(0)
    expect(looks / 5000).to.be.within(1, 50)
  })
})
