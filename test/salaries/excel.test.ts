import zlib from 'node:zlib'
import { expect } from 'chai'
import * as XLSX from 'xlsx'
import { beginCheck } from '../../domain/salary-declaration/check.js'
import type { Closing, DeclaredPerson } from '../../domain/salary-declaration/declaration.js'
import { dayIn, harmless, rappenIn, wordsIn } from '../../salaries/excel/cells.js'
import { guardWorkbook } from '../../salaries/excel/guard.js'
import { readExcel } from '../../salaries/excel/read.js'
import { type TemplateRow, writeTemplate } from '../../salaries/excel/template.js'
import { refusalIn } from '../../salaries/refused.js'
import { expectCheap } from '../cost.js'
import { known } from './checked.js'
import { templateWords } from './template-words.js'

const anna: TemplateRow = {
  ahvNumber: '756.1234.5678.97',
  lastName: 'Muster',
  firstName: 'Anna',
  birthDate: '1985-04-04',
  sex: 'F',
  canton: 'BE',
  from: '2025-01-01',
  to: '2025-12-31',
  exit: false,
}
const beat: TemplateRow = { ...anna, ahvNumber: '756.9217.0769.85', firstName: 'Beat', sex: 'M', from: '2025-04-01', to: '2025-09-30', exit: true } // biome-ignore format: one line
const amounts = { ahv: 80_000_00, alv: 80_000_00, allowances: 2580_00 }
const template = (rows: TemplateRow[]) =>
  writeTemplate({ member: '47.110-3', company: 'Muster & Söhne AG', year: 2025, rows, words: templateWords })

async function read(written: Buffer | Promise<Buffer>) {
  const bytes = await written
  const persons: DeclaredPerson[] = []
  try {
    await guardWorkbook(bytes)
    const closing = readExcel(bytes, '999.000', { opening() {}, person: (person) => persons.push(person) })
    return { persons, closing, refused: null }
  } catch (error) {
    const refused = refusalIn(error)
    if (!refused) throw error
    return { persons, closing: null, refused }
  }
}

/** The template with other cells, as a spreadsheet would save it. */
async function filled(
  rows: TemplateRow[],
  cells: Record<string, XLSX.CellObject>,
  change = (_: XLSX.WorkBook) => {},
) {
  const book = XLSX.read(await template(rows), { type: 'buffer' })
  const sheet = book.Sheets.Lohnmeldung as XLSX.WorkSheet
  for (const [address, cell] of Object.entries(cells)) sheet[address] = cell
  sheet['!ref'] = 'A1:P40'
  change(book)
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
}
const s = (v: string): XLSX.CellObject => ({ t: 's', v })
const n = (v: number): XLSX.CellObject => ({ t: 'n', v })

describe('The Excel template', () => {
  it('comes back as it was written: head, staff and amounts', async () => {
    const { persons, closing, refused } = await read(template([{ ...anna, amounts }, beat]))
    expect(refused).to.equal(null)
    expect(closing?.year).to.equal(2025)
    expect(closing?.institutions[0]?.member).to.equal('47.110-3')
    expect(persons).to.have.length(2)
    expect(persons[0]).to.deep.include({
      ahvNumber: '756.1234.5678.97',
      lastName: 'Muster',
      birthDate: '1985-04-04',
      sex: 'F',
      unreadable: [],
    })
    expect(persons[0]?.ahv).to.deep.equal([
      {
        place: 8,
        institution: '',
        from: '2025-01-01',
        to: '2025-12-31',
        ahv: 80_000_00,
        ahvFree: 0,
        alv: 80_000_00,
        alvSupplement: 0,
        alvFree: 0,
        splits: [],
      },
    ])
    expect(persons[0]?.fak[0]).to.deep.include({ wage: 80_000_00, canton: 'BE', allowances: 2580_00 })
    expect(persons[1]).to.deep.include({ exit: '2025-09-30', ahv: [], fak: [] })
  })

  it('understands days, amounts and numbers as people type them', async () => {
    const cells = {
      A8: n(7561234567897), D8: s('4.4.1985'), G8: s('01.01.2025'), H8: n(46022), J8: s("CHF 160'000.50"), K8: s('148200,00'),
      O8: s('-100.–'), E8: s('w'), F8: s(' be '),
    } // biome-ignore format: a row
    const { persons } = await read(filled([anna], cells))
    expect(persons[0]?.unreadable).to.deep.equal([])
    expect(persons[0]).to.deep.include({ ahvNumber: '756.1234.5678.97', birthDate: '1985-04-04', sex: 'F' })
    expect(persons[0]?.ahv[0]).to.deep.include({
      to: '2025-12-31',
      ahv: 160_000_50,
      alv: 148_200_00,
      alvFree: 11_800_50,
    })
    expect(persons[0]?.fak[0]).to.deep.include({ canton: 'BE', wage: 160_000_50, allowances: -100_00 })
  })

  it('takes rows with the same AHV number for one person, wherever they stand', async () => {
    const back = { ...anna, from: '2024-01-01', to: '2024-12-31', amounts: { ahv: -500_00, alv: -500_00 } }
    const { persons } = await read(template([{ ...anna, amounts }, { ...beat, amounts }, back]))
    expect(persons.map(({ firstName, ahv }) => [firstName, ahv.map(({ ahv }) => ahv)])).to.deep.equal([
      ['Anna', [80_000_00, -500_00]],
      ['Beat', [80_000_00]],
    ])
  })

  it('names the cell of what it cannot read', async () => {
    const { persons } = await read(filled([anna], { J8: s('viel'), K8: n(1), D8: s('31.2.1985'), G8: s('') }))
    expect(
      persons[0]?.unreadable.map(({ field, place, typed }) => [field, place, typed]),
    ).to.deep.include.members([
      ['ahv', 8, 'viel'],
      ['birthDate', 8, '31.2.1985'],
      ['from', 8, ''],
    ])
  })

  it('is checked like any other declaration', async () => {
    const found: string[] = []
    const check = beginCheck(known(), ({ code, place }) => found.push(`${code} ${place}`))
    const { persons, closing } = await read(
      template([{ ...anna, amounts: { ahv: 160_000_00, alv: 160_000_00 } }]),
    )
    for (const person of persons) check.person(person)
    const result = check.closing(closing as Closing)
    expect('sums' in result && result.sums.ahv).to.equal(160_000_00)
    expect(found).to.deep.equal(['alv-above-cap 8'])
    const other = beginCheck(known({ addressee: { office: '999.000', member: '1' } }), () => {})
    expect(other.closing(closing as Closing)).to.deep.include({
      refused: { code: 'other-member', place: 4, told: { found: '47.110-3', own: '1' } },
    })
  })

  it('finds the name that no letter can print, in its row', async () => {
    const found: string[] = []
    const check = beginCheck(known(), ({ code, place, told }) => found.push(`${code} ${place} ${told.sign}`))
    const { persons } = await read(
      template([{ ...anna, lastName: '王', amounts: { ahv: 1000_00, alv: 1000_00 } }]),
    )
    for (const person of persons) check.person(person)
    expect(found).to.deep.equal(['name-unprintable 8 王'])
  })

  it('reads what a formula came to, and refuses one that was never reckoned', async () => {
    const sum = await read(filled([anna], { J8: { t: 'n', v: 1000, f: 'SUM(500,500)' }, K8: n(1000) }))
    expect(sum.persons[0]?.ahv[0]?.ahv).to.equal(1000_00)
    const open = await read(
      filled([anna], { J8: { t: 'n', f: 'SUM(500,500)' } as XLSX.CellObject, K8: n(1000) }),
    )
    expect(open.refused).to.deep.include({ code: 'formula-without-value', place: 'J8' })
  })

  it('is refused with other sheets, another version, or as another workbook', async () => {
    const sheets = await read(
      filled([anna], {}, (book) =>
        XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([[1]]), 'Tabelle1'),
      ),
    )
    expect(sheets.refused).to.deep.include({ code: 'other-sheets', told: { sheets: 'Tabelle1' } })
    expect((await read(filled([anna], { B1: s('LM-0') }))).refused).to.deep.include({ code: 'old-template' })
    expect((await read(filled([anna], { B1: s('Lohnliste') }))).refused).to.deep.include({
      code: 'not-our-template',
    })
    const own = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(own, XLSX.utils.aoa_to_sheet([['Name', 'Lohn']]), 'Löhne')
    expect((await read(XLSX.write(own, { type: 'buffer', bookType: 'xlsx' }))).refused?.code).to.equal(
      'not-our-template',
    )
  })

  it('is refused as an old workbook, a text file, or an empty one', async () => {
    const old = XLSX.write(XLSX.read(await template([anna]), { type: 'buffer' }), {
      type: 'buffer',
      bookType: 'biff8',
    })
    expect((await read(old)).refused?.code).to.equal('old-xls')
    expect((await read(Buffer.from('Name;Lohn\nMuster;1000'))).refused?.code).to.equal('csv')
    expect((await read(Buffer.alloc(0))).refused?.code).to.equal('empty')
    expect((await read(Buffer.from([0, 1, 2, 3, 44, 59]))).refused?.code).to.equal('not-xlsx')
  })

  it('never begins a cell with a sign that makes a formula of it', async () => {
    const names = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(1)', '\t=1', '\r=1']
    const bytes = await template(names.map((lastName) => ({ ...anna, lastName })))
    const sheet = XLSX.read(bytes, { type: 'buffer' }).Sheets.Lohnmeldung as XLSX.WorkSheet
    for (const [i, name] of names.entries()) {
      expect(harmless(name).startsWith("'")).to.equal(true)
      expect(sheet[`B${8 + i}`]).to.deep.include({ t: 's' })
      expect(sheet[`B${8 + i}`].f).to.equal(undefined)
      expect(String(sheet[`B${8 + i}`].v)).to.match(/^'/)
    }
    expect(wordsIn("'=1")).to.equal('=1')
  })
})

describe('The guard before a workbook', () => {
  before(() => XLSX.CFB.utils.use_zlib(zlib))

  const parts = (files: Record<string, string | Buffer>) => {
    const zip = XLSX.CFB.utils.cfb_new()
    for (const [path, body] of Object.entries(files))
      XLSX.CFB.utils.cfb_add(zip, `/${path}`, Buffer.from(body as string))
    return Buffer.from(
      XLSX.CFB.write(zip, { fileType: 'zip', type: 'buffer', compression: true }) as Uint8Array,
    )
  }
  const verdict = async (bytes: Buffer) => {
    try {
      await guardWorkbook(bytes)
      return 'passed'
    } catch (error) {
      return refusalIn(error)?.code
    }
  }
  const book = { 'xl/workbook.xml': '<workbook/>' }

  it('refuses what would unfold to far more than it is, at once and in bounded memory', async () => {
    const bomb = parts({ ...book, 'xl/worksheets/sheet1.xml': Buffer.alloc(60 * 1024 * 1024, ' ') })
    expect(await expectCheap('a bomb', () => verdict(bomb))).to.equal('zip-bomb')
    expect(
      await verdict(parts({ ...book, 'xl/worksheets/sheet1.xml': Buffer.alloc(20 * 1024 * 1024, ' ') })),
    ).to.equal('zip-bomb')
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`xl/media/${i}.png`, 'x']))
    expect(await verdict(parts({ ...book, ...many }))).to.equal('zip-bomb')
  })

  it('believes no header about sizes', async () => {
    const bytes = parts({ ...book, 'xl/worksheets/sheet1.xml': 'x'.repeat(5000) })
    for (let at = bytes.indexOf('504b0102', 0, 'hex'); at >= 0; at = bytes.indexOf('504b0102', at + 4, 'hex'))
      bytes.writeUInt32LE(10, at + 24)
    expect(await verdict(bytes)).to.equal('zip-broken')
  })

  it('refuses macros, links to other files, and what is no workbook', async () => {
    expect(await verdict(parts({ ...book, 'xl/vbaProject.bin': 'x' }))).to.equal('macros')
    expect(await verdict(parts({ ...book, 'xl/externalLinks/externalLink1.xml': 'x' }))).to.equal(
      'external-links',
    )
    expect(await verdict(parts({ 'word/document.xml': 'x' }))).to.equal('not-xlsx')
    expect(await verdict((await template([anna])).subarray(0, 900))).to.equal('zip-broken')
  })

  it('never falls over damaged copies', async () => {
    const bytes = await template([{ ...anna, amounts }])
    for (let i = 0; i < 1500; i++) {
      const copy = Buffer.from(bytes)
      for (let k = 0; k < 1 + (i % 5); k++)
        copy[(i * 7919 + k * 104_729) % copy.length] = (i * 31 + k * 17) % 256
      const { refused, closing } = await read(copy).catch((error) => ({
        refused: { code: String(error) },
        closing: null,
      }))
      expect(refused === null ? closing : refused).to.not.equal(null)
      expect(refused?.code ?? '').to.not.match(/Error/)
    }
  }).timeout(60_000)
})

describe('A cell', () => {
  const cases: [number | string, number | null][] = [
    [1234.5, 123_450], [-0.05, -5], [1e13, null], ["1'234.50", 123_450], ['1 234,5', 123_450], ['-12.30', -1230], ['12.30-', -1230],
    ['(12.30)', -1230], ['12.–', 1200], ['−5', -500], ['1.234,50', null], ['zwölf', null], ['', null],
  ] // biome-ignore format: pairs
  for (const [typed, rappen] of cases)
    it(`that says ${JSON.stringify(typed)} holds ${rappen === null ? 'no amount' : `${rappen} Rappen`}`, () => {
      expect(rappenIn(typed)).to.equal(rappen)
    })

  it('holds a day as a number, in both of the ways spreadsheets count', () => {
    expect(dayIn(45658, false)).to.equal('2025-01-01')
    expect(dayIn(45658 - 1462, true)).to.equal('2025-01-01')
    expect(dayIn('29.02.2024', false)).to.equal('2024-02-29')
    expect(dayIn('29.02.2025', false)).to.equal(null)
    expect(dayIn(1e9, false)).to.equal(null)
  })
})
