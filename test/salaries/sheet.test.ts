import { expect } from 'chai'
import * as XLSX from 'xlsx'
import { writeSheet } from '../../salaries/excel/sheet.js'

const list = (rows: number, columns: number) => Array.from({ length: rows }, (_, n) => Array.from({ length: columns }, (_, i) => `Wert ${n}/${i}`)) // biome-ignore format: one line

describe('A list as a workbook', () => {
  it('holds every row and column, numbers as numbers, gaps as gaps, and the text as it is', async () => {
    const rows = [
      ['Name', 'Tage', 'Bemerkung'],
      ['Müller & Söhne <AG> "Nord"', 12.5, null],
      [null, 0, '=1+1'],
    ]
    const { Sheets, SheetNames } = XLSX.read(await writeSheet('Löhne & Zulagen', rows), { cellFormula: true })
    expect(SheetNames).to.deep.equal(['Löhne & Zulagen'])
    const sheet = Sheets['Löhne & Zulagen'] as XLSX.WorkSheet
    expect(XLSX.utils.sheet_to_json(sheet, { header: 1, defval: null })).to.deep.equal([
      ...rows.slice(0, 2),
      [null, 0, "'=1+1"],
    ])
    const wide = list(250, 28)
    const [read] = Object.values(XLSX.read(await writeSheet('Breit', wide)).Sheets)
    expect(XLSX.utils.sheet_to_json(read as XLSX.WorkSheet, { header: 1 })).to.deep.equal(wide)
  })

  it('of ten thousand rows lets others have their turn while it is written', async () => {
    let turns = 0
    let isWritten = false
    const others = (async () => {
      for (; !isWritten; turns++) await new Promise((done) => setImmediate(done))
    })()
    await writeSheet('Lang', list(10_000, 9))
    isWritten = true
    await others
    expect(turns).to.be.greaterThan(50)
  })
})
