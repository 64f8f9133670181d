import * as XLSX from 'xlsx'
import type { Canton } from '../../domain/kinds.js'
import type {
  AhvSegment,
  Closing,
  DeclaredPerson,
  FakSegment,
  Field,
} from '../../domain/salary-declaration/declaration.js'
import type { Listener } from '../elm/read.js'
import { refuse } from '../refused.js'
import { ahvNumberIn, type Cell, dayIn, rappenIn, sexIn, wordsIn } from './cells.js'
import { type Column, columns, firstRow, headCells, mostRows, sheetName, templateVersion } from './columns.js'

/**
 * Reads our filled-in template; `office` is ours, to which it is addressed. One row is one stretch of work, rows with the
 * same AHV number are one person. Throws a refusal for any other workbook. Only after `guardWorkbook`.
 */
export function readExcel(bytes: Buffer, office: string, listener: Listener): Closing {
  const book = bookIn(bytes)
  if (book.vbaraw) throw refuse('macros')
  const sheet = onlySheet(book)
  const grid = gridOf(sheet)
  const head = (cell: string) => wordsIn(grid(cell.charCodeAt(0) - 65, Number(cell.slice(1))), 200)
  const version = head(headCells.version)
  if (!/^LM-/.test(version)) throw refuse('not-our-template')
  if (version !== templateVersion)
    throw refuse('old-template', null, { found: version, wanted: templateVersion })
  const year = Number(head(headCells.year))
  listener.opening({
    version,
    unfamiliar: false,
    company: head(headCells.company),
    uid: null,
    test: false,
    replaces: null,
  })
  const from1904 = book.Workbook?.WBProps?.date1904 === true
  for (const person of personsIn(sheet, grid, from1904)) listener.person(person)
  return {
    year: Number.isInteger(year) && year > 0 ? year : 0,
    institutions: [{ id: '', kind: 'ahv', office, member: head(headCells.member) }],
    ahvTotals: [],
    fakTotals: [],
    ahvCount: null,
    fakCount: null,
    place: 4,
  }
}

/** The library throws errors of many kinds at damaged files; they all mean the same. */
function bookIn(bytes: Buffer): XLSX.WorkBook {
  try {
    return XLSX.read(bytes, {
      type: 'buffer',
      dense: true,
      cellHTML: false,
      cellText: false,
      cellStyles: false,
      sheetRows: firstRow + mostRows,
    })
  } catch {
    throw refuse('zip-broken')
  }
}

/** Reads a cell by its column from 0 and its row as the sheet counts. Throws a refusal for a formula that was never reckoned. */
type Grid = (column: number, row: number) => Cell

function onlySheet(book: XLSX.WorkBook): XLSX.WorkSheet {
  const others = book.SheetNames.filter((name) => name !== sheetName)
  const sheet = book.Sheets[sheetName]
  if (!sheet) throw refuse('not-our-template')
  if (others.length > 0) throw refuse('other-sheets', null, { sheets: others.join(', ').slice(0, 100) })
  const range = XLSX.utils.decode_range(String(sheet['!fullref'] ?? sheet['!ref'] ?? 'A1'))
  if (range.e.c >= 200) throw refuse('template-changed')
  return sheet
}

function gridOf(sheet: XLSX.WorkSheet): Grid {
  const rows = (sheet['!data'] ?? []) as (XLSX.CellObject | undefined)[][]
  return (column, row) => {
    const cell = rows[row - 1]?.[column]
    if (!cell || cell.t === 'z') return null
    if (cell.f !== undefined && (cell.v === undefined || cell.v === ''))
      throw refuse('formula-without-value', `${String.fromCharCode(65 + column)}${row}`)
    if (cell.t === 'e') return '#'
    if (cell.t === 'b') return cell.v ? 'x' : null
    if (typeof cell.v === 'number') return cell.v
    return String(cell.v ?? '').slice(0, 500)
  }
}

function personsIn(sheet: XLSX.WorkSheet, grid: Grid, from1904: boolean): Iterable<DeclaredPerson> {
  const persons = new Map<string, DeclaredPerson>()
  const last = ((sheet['!data'] ?? []) as unknown[]).length
  for (let row = firstRow; row <= last; row++) {
    const cells = Object.fromEntries(columns.map((it, i) => [it, grid(i, row)])) as Record<Column, Cell>
    if (columns.every((it) => cells[it] === null || String(cells[it]).trim() === '')) continue
    if (row >= firstRow + mostRows) throw refuse('too-many-rows', row, { most: mostRows })
    const line = readRow(cells, row, from1904)
    const key = line.ahvNumber ?? `${line.lastName}|${line.firstName}|${line.birthDate}`
    const before = persons.get(key)
    if (before) join(before, line)
    else persons.set(key, line)
  }
  return persons.values()
}

/** A further row of a person: more work, and perhaps the day they left. */
function join(to: DeclaredPerson, line: DeclaredPerson): void {
  to.ahv.push(...line.ahv)
  to.fak.push(...line.fak)
  to.unreadable.push(...line.unreadable)
  to.exit = line.exit ?? to.exit
  to.remark = [to.remark, line.remark].filter(Boolean).join(' · ').slice(0, 500)
}

function readRow(cells: Record<Column, Cell>, row: number, from1904: boolean): DeclaredPerson {
  const unreadable: DeclaredPerson['unreadable'] = []
  const isEmpty = (column: Column) => wordsIn(cells[column]) === ''
  const misread = (field: Field & Column) => {
    unreadable.push({ field, place: row, typed: wordsIn(cells[field], 60) })
  }
  const read = <V>(field: Field & Column, of: (cell: Cell) => V | null): V | null => {
    if (isEmpty(field)) return null
    const value = of(cells[field])
    if (value === null) misread(field)
    return value
  }
  const amount = (field: Field & Column) => read(field, rappenIn)
  const day = (field: Field & Column) => read(field, (cell) => dayIn(cell, from1904))
  const [ahv, alv, alvFree, ahvFree] = [
    amount('ahv'),
    amount('alv'),
    amount('alvFree'),
    amount('ahvFree') ?? 0,
  ]
  const [wage, allowances] = [amount('wage'), amount('allowances') ?? 0]
  const [from, to] = [day('from') ?? '', day('to') ?? '']
  const declares = (['ahv', 'alv', 'alvFree', 'ahvFree', 'wage', 'allowances'] as const).some(
    (it) => !isEmpty(it),
  )
  if (declares)
    for (const needed of ['from', 'to', 'canton', 'ahv', 'alv'] as const) if (isEmpty(needed)) misread(needed)
  const stretch = { place: row, institution: '', from, to }
  const total = (ahv ?? 0) + ahvFree
  const segment: AhvSegment = {
    ...stretch,
    ahv: ahv ?? 0,
    ahvFree,
    alv: alv ?? 0,
    alvSupplement: 0,
    // left empty, it is what the other columns leave: nobody should have to subtract
    alvFree: alvFree ?? (isEmpty('alvFree') ? total - (alv ?? 0) : 0),
    splits: [],
  }
  const fak: FakSegment = {
    ...stretch,
    wage: wage ?? (isEmpty('wage') ? (ahv ?? 0) : 0),
    canton: wordsIn(cells.canton, 20).toUpperCase() as Canton,
    allowances,
    children: [],
  }
  return {
    place: row,
    ahvNumber: ahvNumberIn(cells.ahvNumber),
    personnelNumber: null,
    lastName: wordsIn(cells.lastName),
    firstName: wordsIn(cells.firstName),
    sex: read('sex', sexIn),
    birthDate: day('birthDate'),
    entry: null,
    exit: isEmpty('exit') ? null : to || null,
    reports: [],
    ahv: declares ? [segment] : [],
    fak: declares ? [fak] : [],
    remark: wordsIn(cells.remark, 500),
    unreadable,
  }
}
