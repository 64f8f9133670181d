import { expect } from 'chai'
import * as XLSX from 'xlsx'
import type { StaffColumn } from '../../domain/staff-list/row.js'
import { folded, readStaff } from '../../salaries/staff/read.js'
import { readStaffInThread } from '../../salaries/staff/reading.js'

const words = { Nachname: 'lastName', Vorname: 'firstName', Geburtsdatum: 'birthDate', 'AHV-Nummer': 'ahvNumber', Personalnummer: 'personnelNumber', Pensum: 'workload', Kanton: 'canton' } as const // biome-ignore format: pairs
const headings: Record<string, StaffColumn> = Object.fromEntries(
  Object.entries(words).map(([heading, column]) => [folded(heading), column]),
)
const top = Object.keys(words)
type Cell = string | number | XLSX.CellObject | null

const csv = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)
const workbook = (rows: Cell[][], change = (_: XLSX.WorkBook) => {}, bookType: XLSX.BookType = 'xlsx') => {
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), 'Personal')
  change(book)
  return XLSX.write(book, { type: 'buffer', bookType, compression: true }) as Buffer
}
const rowsOf = async (bytes: Buffer) => {
  const read = await readStaff(bytes, headings)
  if ('refused' in read) throw new Error(`refused: ${read.refused.code}`)
  return read.rows
}
const refusal = async (bytes: Buffer) => {
  const read = await readStaff(bytes, headings)
  return 'refused' in read ? read.refused : null
}

const line = 'Müller;Änne;3.4.1980;7569217076985;007;80 %;sg'
const anne = { lastName: 'Müller', firstName: 'Änne', birthDate: '1980-04-03', ahvNumber: '756.9217.0769.85', personnelNumber: '007', workload: 80, canton: 'SG' } // biome-ignore format: one line

describe('A staff list as text', () => {
  const text = `${top.join(';')}\r\n${line}\r\n`
  const forms: Record<string, Buffer> = {
    'with the mark of UTF-8': csv(`\uFEFF${text}`),
    'without it': csv(text),
    'in the alphabet of Western Europe': csv(text, 'latin1'),
    'with commas': csv(text.replaceAll(';', ',')),
    'in quotes': csv(text.replace(/[^;\r\n]+/g, '"$&"')),
    'with the headings in another order and other capitals': csv(`${top.join(';').toUpperCase()}\n${line}\n`),
  }
  for (const [how, bytes] of Object.entries(forms))
    it(`is read ${how}`, async () => {
      expect(await rowsOf(bytes)).to.deep.equal([{ place: 2, values: anne, unreadable: [] }])
    })

  it('keeps what stands in quotes together, and says in which row what stands', async () => {
    const rows = await rowsOf(csv(`Nachname;Vorname;Geburtsdatum\n\n"O'Neil; von";"B ""Bo""";1980-01-02\n`))
    expect(rows).to.deep.equal([
      { place: 3, values: { lastName: "O'Neil; von", firstName: 'B "Bo"', birthDate: '1980-01-02' }, unreadable: [] },
    ]) // biome-ignore format: one line
  })

  it('names the cells that hold something else than their column asks for, and keeps what is wrong with an AHV number', async () => {
    const [row] = await rowsOf(csv(`${top.join(';')}\nA;B;31.2.1980;756.9217.0769.86;;120;XX\n`))
    expect(row?.values).to.deep.equal({ lastName: 'A', firstName: 'B', ahvNumber: '756.9217.0769.86' })
    expect(row?.unreadable).to.deep.equal([
      { column: 'birthDate', typed: '31.2.1980' },
      { column: 'workload', typed: '120' },
      { column: 'canton', typed: 'XX' },
    ])
  })

  it('is refused with other columns, with one twice, without the needed ones, with nobody, with a formula', async () => {
    expect(await refusal(csv('Nachname;Vorname;Lohn\nA;B;1'))).to.deep.equal({
      code: 'unknown-column',
      told: { heading: 'Lohn' },
    })
    expect((await refusal(csv('Nachname;Nachname;Vorname\nA;B;1')))?.code).to.equal('column-twice')
    expect(await refusal(csv('Nachname;Vorname\nA;B'))).to.deep.equal({
      code: 'column-missing',
      told: { column: 'birthDate' },
    })
    expect((await refusal(csv('Nachname;Vorname;Geburtsdatum\n')))?.code).to.equal('no-rows')
    expect((await refusal(csv('')))?.code).to.equal('empty')
    expect(await refusal(csv('Nachname;Vorname;Geburtsdatum\nA;=1+1;2'))).to.deep.equal({
      code: 'formula',
      told: { cell: 'B2' },
    })
    const nothing = Buffer.from([1, 0, 2, 0, 3])
    expect((await refusal(nothing))?.code).to.equal('not-xlsx')
  })
})

describe('A staff list in Excel', () => {
  it('is read with days and numbers as Excel keeps them', async () => {
    const day = { t: 'n', v: 29_314, z: 'dd.mm.yyyy' } as const
    const bytes = workbook([top, ['Müller', 'Änne', day, 7_569_217_076_985, '007', 0.8, 'SG']])
    expect(await rowsOf(bytes)).to.deep.equal([{ place: 2, values: anne, unreadable: [] }])
  })

  it('is refused with formulas, further sheets, macros, or as an old or damaged file', async () => {
    const person: Cell[] = ['A', 'B', '1.1.1980']
    const formula = { t: 's', v: 'A', f: 'UPPER("a")' } as const
    expect((await refusal(workbook([top, [formula, 'B', '1.1.1980']])))?.code).to.equal('formula')
    const withSecond = workbook([top, person], (book) =>
      XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['x']]), 'Zweites'),
    )
    expect(await refusal(withSecond)).to.deep.equal({ code: 'other-sheets', told: { sheets: 'Zweites' } })
    const macros = workbook(
      [top, person],
      (book) => Object.assign(book, { vbaraw: Buffer.from('x') }),
      'xlsm',
    )
    expect((await refusal(macros))?.code).to.equal('macros')
    expect((await refusal(workbook([top, person], undefined, 'xls')))?.code).to.equal('old-xls')
    const broken = workbook([top, person]).subarray(0, 400)
    expect((await refusal(broken))?.code).to.equal('zip-broken')
  })

  it('of five thousand people is read in a thread within seconds; one more is refused', async function () {
    this.timeout(30_000)
    const people = (n: number) =>
      Buffer.from(
        workbook([
          top,
          ...Array.from({ length: n }, (_, i) => [`N${i}`, 'B', '1.1.1980', null, i, 100, 'SG']),
        ]),
      )
    const begun = Date.now()
    const read = await readStaffInThread({ bytes: people(5000), headings })
    expect('rows' in read && read.rows).to.have.length(5000)
    expect(Date.now() - begun).to.be.lessThan(15_000)
    const refused = await readStaffInThread({ bytes: people(5001), headings })
    expect('refused' in refused && refused.refused.code).to.equal('too-many-rows')
  })

  it('is read to its end, however many rows are left empty', async () => {
    const text = `Nachname;Vorname;Geburtsdatum\nA;B;1.1.1980${'\n'.repeat(25_000)}C;D;1.1.1980\n`
    expect((await rowsOf(csv(text))).map(({ place }) => place)).to.deep.equal([2, 25_002])
    const sheet = [['Nachname', 'Vorname', 'Geburtsdatum'], ['A', 'B', '1.1.1980'], ...Array(9000).fill([]), ['C', 'D', '1.1.1980']] // biome-ignore format: one line
    expect((await rowsOf(workbook(sheet))).map(({ place }) => place)).to.deep.equal([2, 9003])
  })
})
