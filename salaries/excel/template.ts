import type { IsoDate } from '../../domain/dates.js'
import { cantons } from '../../domain/kinds.js'
import type { Rappen } from '../../domain/money.js'
import { xmlText } from '../words.js'
import { type Column, columns, firstRow, headCells, headingRow, letterOf, mostRows, sheetName, templateVersion } from './columns.js' // biome-ignore format: one import
import { declaration, inPieces, numberCell, rowXml, sheetTag, textCell, workbookOf } from './workbook.js'

/** A row that is filled in beforehand. */
export interface TemplateRow {
  ahvNumber: string | null
  lastName: string
  firstName: string
  birthDate: IsoDate | null
  sex: 'F' | 'M' | null
  canton: string
  from: IsoDate
  to: IsoDate
  /** Left during the year. */
  exit: boolean
  amounts?: Partial<Record<'ahv' | 'alv' | 'alvFree' | 'ahvFree' | 'wage' | 'allowances', Rappen>>
  remark?: string
}

export interface Template {
  member: string
  company: string
  year: number
  rows: TemplateRow[]
  /** In the reader's language. */
  words: {
    head: Record<keyof typeof headCells, string>
    columns: Record<Column, string>
    faults: Record<'canton' | 'sex' | 'day' | 'amount', string>
  }
}

/** The template for an employer and a year as a workbook: head, staff, and cells that refuse what they cannot hold. */
export const writeTemplate = (template: Template): Promise<Buffer> => workbookOf(sheetName, sheetOf(template))

/** Styles of `package-parts.ts`, by their place there. */
const style = { plain: 0, bold: 1, text: 2, day: 3, amount: 4 } as const
const styleOf: Partial<Record<Column, number>> = { ahvNumber: style.text, birthDate: style.day, from: style.day, to: style.day, ahv: style.amount, alv: style.amount, alvFree: style.amount, ahvFree: style.amount, wage: style.amount, allowances: style.amount } // biome-ignore format: pairs
const widths: Partial<Record<Column, number>> = { ahvNumber: 18, lastName: 22, firstName: 18, remark: 40 }

function* sheetOf({ member, company, year, rows, words }: Template): Generator<string> {
  const head = { version: templateVersion, member, company, year: String(year), contact: '' }
  const headRows = (Object.keys(headCells) as (keyof typeof headCells)[]).map((name, i) =>
    rowXml(i + 1, [
      textCell('A', i + 1, words.head[name], style.bold),
      textCell('B', i + 1, head[name], style.text),
    ]),
  )
  const headings = rowXml(
    headingRow,
    columns.map((it) => textCell(letterOf(it), headingRow, words.columns[it], style.bold)),
  )
  const cols = columns.map(
    (it, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${widths[it] ?? 13}" customWidth="1" style="${styleOf[it] ?? 0}"/>`,
  )
  yield [
    declaration,
    sheetTag,
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${headingRow}" topLeftCell="A${firstRow}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`,
    `<cols>${cols.join('')}</cols>`,
    `<sheetData>${headRows.join('')}${headings}`,
  ].join('')
  yield* inPieces(rows, personXml)
  yield [
    '</sheetData>',
    validations(words.faults),
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape"/>',
    '</worksheet>',
  ].join('')
}

function personXml(of: TemplateRow, i: number): string {
  const at = firstRow + i
  const cells = columns.map((column) => {
    const letter = letterOf(column)
    if (column === 'exit') return of.exit ? textCell(letter, at, 'x') : ''
    if (column === 'birthDate' || column === 'from' || column === 'to')
      return of[column] ? numberCell(letter, at, serial(of[column]), style.day) : ''
    if (column === 'ahvNumber') return textCell(letter, at, of.ahvNumber ?? '', style.text)
    if (column === 'lastName' || column === 'firstName' || column === 'canton')
      return textCell(letter, at, of[column])
    if (column === 'sex') return textCell(letter, at, of.sex ?? '')
    if (column === 'remark') return textCell(letter, at, of.remark ?? '')
    const amount = of.amounts?.[column]
    return amount === undefined ? '' : numberCell(letter, at, amount / 100, style.amount)
  })
  return rowXml(at, cells)
}

/** Days since 30 December 1899, as a spreadsheet counts them. */
const serial = (date: IsoDate) =>
  Math.round((Date.parse(`${date}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)

function validations(faults: Template['words']['faults']): string {
  const last = firstRow + mostRows - 1
  const span = (...which: Column[]) =>
    which.map((it) => `${letterOf(it)}${firstRow}:${letterOf(it)}${last}`).join(' ')
  const rule = (attributes: string, at: string, fault: string, ...formulas: string[]) =>
    `<dataValidation ${attributes} allowBlank="1" showErrorMessage="1" errorStyle="warning" error="${xmlText(fault).slice(0, 220)}" sqref="${at}">${formulas.map((it, i) => `<formula${i + 1}>${it}</formula${i + 1}>`).join('')}</dataValidation>`
  const rules = [
    rule('type="list"', span('canton'), faults.canton, `"${cantons.join(',')}"`),
    rule('type="list"', span('sex'), faults.sex, '"F,M"'),
    rule('type="date" operator="between"', span('birthDate', 'from', 'to'), faults.day, '1', '73050'),
    rule(
      'type="decimal" operator="between"',
      span('ahv', 'alv', 'alvFree', 'ahvFree', 'wage', 'allowances'),
      faults.amount,
      '-1000000000',
      '1000000000',
    ),
  ]
  return `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`
}
