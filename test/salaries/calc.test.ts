import { expect } from 'chai'
import * as XLSX from 'xlsx'
import type { DeclaredPerson } from '../../domain/salary-declaration/declaration.js'
import { guardWorkbook } from '../../salaries/excel/guard.js'
import { readExcel } from '../../salaries/excel/read.js'
import { type TemplateRow, writeTemplate } from '../../salaries/excel/template.js'
import { need } from '../needs.js'
import { filledInCalc } from './calc.js'
import { templateWords } from './template-words.js'

const row = { birthDate: '1985-04-04', canton: 'BE', from: '2025-01-01', to: '2025-12-31', exit: false }
const rows: TemplateRow[] = [
  { ...row, ahvNumber: '756.1234.5678.97', lastName: 'Müller-Çelik', firstName: 'Anna', sex: 'F' },
  {
    ...row,
    ahvNumber: '756.9217.0769.85',
    lastName: 'Muster',
    firstName: 'Beat',
    sex: 'M',
    from: '2025-04-01',
  },
]
const cells = {
  ...{ J8: 160_000.5, K8: 148_200, O8: 2580, J9: 45_000, K9: 45_000, H9: 45930, I9: 'x' },
  ...{ A10: '756.2754.3924.71', B10: "O'Brien", C10: 'Łukasz', D10: 29_000, E10: 'M', F10: 'LU', G10: 45658, H10: 46022 },
  ...{ J10: 60_000.05, K10: 60_000.05, P10: 'Rückfragen an Frau Test' },
} // biome-ignore format: three rows

async function read(bytes: Buffer): Promise<Omit<DeclaredPerson, 'place'>[]> {
  const persons: DeclaredPerson[] = []
  await guardWorkbook(bytes)
  readExcel(bytes, '999.000', { opening() {}, person: (person) => persons.push(person) })
  return persons
}

describe('The template in somebody’s own spreadsheet', () => {
  let template: Buffer
  before(async () => {
    template = await writeTemplate({ member: '47.110-3', company: 'Muster & Söhne AG', year: 2025, rows, words: templateWords }) // biome-ignore format: one line
  })

  /** The same cells, typed by the library that reads them. */
  function filledByLibrary(): Buffer {
    const book = XLSX.read(template, { type: 'buffer' })
    const sheet = book.Sheets.Lohnmeldung as XLSX.WorkSheet
    for (const [at, v] of Object.entries(cells)) sheet[at] = { t: typeof v === 'number' ? 'n' : 's', v }
    sheet['!ref'] = 'A1:P40'
    return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true })
  }

  it('filled in with LibreOffice comes back equal to what was typed', async function () {
    this.timeout(150_000)
    const persons = await read(await filledInCalc(need(this, 'SOFFICE_PATH'), template, cells))
    expect(persons).to.deep.equal(await read(filledByLibrary()))
    expect(persons.map(({ lastName, firstName }) => `${lastName} ${firstName}`)).to.deep.equal(['Müller-Çelik Anna', 'Muster Beat', "O'Brien Łukasz"]) // biome-ignore format: one line
    expect(persons[0]?.ahv[0]).to.deep.include({ ahv: 160_000_50, alv: 148_200_00, alvFree: 11_800_50 })
    expect(persons[0]?.fak[0]).to.deep.include({ canton: 'BE', allowances: 2580_00 })
    expect(persons[1]).to.deep.include({ exit: '2025-09-30' })
    expect(persons[2]).to.deep.include({ birthDate: '1979-05-25', remark: 'Rückfragen an Frau Test' })
    expect(persons.flatMap(({ unreadable }) => unreadable)).to.deep.equal([])
  })
})
