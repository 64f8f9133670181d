import type { IsoDate } from '../dates.js'
import { nameKey, sharesWord } from '../new-employee/names.js'
import { faultsOf, type RowFault, rowFault, rowsTwice } from './check.js'
import {
  type OwnColumn,
  ownColumns,
  type StaffColumn,
  type StaffLine,
  type StaffRow,
  type StaffValues,
} from './row.js'

/** A line of the list as it is on file, with whom and which employment it is about. */
export interface StaffOnFile extends StaffLine {
  id: string
  employmentId: string | null
}

/** A value on file, and what the file says instead. */
export interface Difference<C extends StaffColumn = StaffColumn> {
  column: C
  old: string | number | null
  now: string | number
}

/**
 * What a row comes to: `new` is an entry to report, `changed` will be taken over, `differs` only in what the office keeps,
 * `faulty` is left out.
 */
export const rowStates = ['faulty', 'new', 'changed', 'differs', 'unchanged'] as const
export type RowState = (typeof rowStates)[number]

export interface ComparedRow {
  place: number
  /** As the file has it. */
  name: string
  state: RowState
  /** Who is meant, if somebody on file is. */
  employeeId: string | null
  employmentId: string | null
  changes: Difference<OwnColumn>[]
  /** The last day to report for somebody who has none on file. */
  exit: IsoDate | null
  /** What the office keeps and the file says otherwise: not taken over. */
  kept: Difference[]
  faults: RowFault[]
  /** What an entry is prepared with. */
  values: StaffValues
}

/** Compares what a file says with what is on file. Who is not in the file stays as they are. */
export function compareStaff(rows: StaffRow[], onFile: StaffOnFile[], today: IsoDate): ComparedRow[] {
  const people = peopleIn(onFile)
  const twice = rowsTwice(rows)
  const found = rows.map((row) => {
    const own = faultsOf(row, today)
    const other = twice.get(row)
    const meant = own.length === 0 ? personOf(row.values, people) : null
    const faults = [
      ...own,
      ...(other === undefined ? [] : [rowFault('twice', 'lastName', { row: other })]),
      ...(meant && 'fault' in meant ? [meant.fault] : []),
    ]
    return { row, person: meant && 'person' in meant ? meant.person : null, faults }
  })
  const compared = found.map(({ row, person, faults }) =>
    faults.length > 0 ? faulty(row, faults) : compareRow(row, person),
  )
  return withoutPersonsTwice(compared)
}

interface People {
  byNumber: Map<string, StaffOnFile>
  byName: Map<string, StaffOnFile[]>
}

function peopleIn(onFile: StaffOnFile[]): People {
  const people: People = { byNumber: new Map(), byName: new Map() }
  for (const person of onFile) {
    if (person.ahvNumber) people.byNumber.set(person.ahvNumber, person)
    const key = `${nameKey(person)}|${person.birthDate}`
    people.byName.set(key, [...(people.byName.get(key) ?? []), person])
  }
  return people
}

/** By the number; where one of the two has none, by name and birthday. */
function personOf(
  { ahvNumber, lastName = '', firstName = '', birthDate }: StaffValues,
  { byNumber, byName }: People,
): { person: StaffOnFile | null } | { fault: RowFault } {
  const numbered = ahvNumber === undefined ? undefined : byNumber.get(ahvNumber)
  if (numbered) {
    const isOther =
      numbered.birthDate !== birthDate &&
      !(sharesWord(numbered.lastName, lastName) && sharesWord(numbered.firstName, firstName))
    return isOther ? { fault: rowFault('number-of-other', 'ahvNumber') } : { person: numbered }
  }
  const alike = byName.get(`${nameKey({ firstName, lastName })}|${birthDate}`) ?? []
  if (alike.length > 1) return { fault: rowFault('ambiguous', 'ahvNumber') }
  const [person = null] = alike
  return person?.ahvNumber && ahvNumber !== undefined
    ? { fault: rowFault('number-differs', 'ahvNumber') }
    : { person }
}

const nameOf = ({ lastName = '', firstName = '' }: StaffValues) => `${lastName} ${firstName}`.trim()

const faulty = ({ place, values }: StaffRow, faults: RowFault[]): ComparedRow => ({
  ...nothing({ place, values }),
  state: 'faulty',
  faults,
})

const nothing = ({ place, values }: Pick<StaffRow, 'place' | 'values'>): ComparedRow => ({
  ...{ place, values, name: nameOf(values), state: 'unchanged' },
  ...{ employeeId: null, employmentId: null, changes: [], exit: null, kept: [], faults: [] },
})

function compareRow({ place, values }: StaffRow, person: StaffOnFile | null): ComparedRow {
  const row = nothing({ place, values })
  if (!person) return { ...row, state: 'new' }
  const known = { ...row, employeeId: person.id }
  const isBack = values.startsOn && person.endsOn && values.startsOn > person.endsOn
  if (!person.employmentId || isBack) return { ...known, state: 'new' }
  const changes = ownColumns.flatMap((column) => differenceIn(column, values, person))
  const leaves = values.endsOn && person.endsOn === null && values.endsOn >= (person.startsOn ?? '')
  const exit = leaves && values.endsOn ? values.endsOn : null
  const kept = officeColumns
    .filter((column) => !(column === 'endsOn' && exit))
    .flatMap((column) => differenceIn(column, values, person))
  const state = changes.length > 0 || exit ? 'changed' : kept.length > 0 ? 'differs' : 'unchanged'
  return { ...known, employmentId: person.employmentId, state, changes, exit, kept }
}

const officeColumns = [
  'lastName',
  'firstName',
  'birthDate',
  'ahvNumber',
  'canton',
  'startsOn',
  'endsOn',
] as const

function differenceIn<C extends StaffColumn>(
  column: C,
  values: StaffValues,
  person: StaffOnFile,
): Difference<C>[] {
  const now = values[column]
  const old = person[column]
  return now === undefined || now === old ? [] : [{ column, old, now }]
}

/** Two rows may mean one person in two ways, by number and by name: neither counts. */
function withoutPersonsTwice(rows: ComparedRow[]): ComparedRow[] {
  const first = new Map<string, ComparedRow>()
  const twice = new Map<ComparedRow, number>()
  for (const row of rows) {
    if (!row.employeeId) continue
    const other = first.get(row.employeeId)
    if (!other) first.set(row.employeeId, row)
    else {
      twice.set(row, other.place)
      twice.set(other, twice.get(other) ?? row.place)
    }
  }
  return rows.map((row) => {
    const other = twice.get(row)
    return other === undefined
      ? row
      : faulty({ ...row, unreadable: [] }, [rowFault('twice', 'lastName', { row: other })])
  })
}

/** How many rows there are of each kind. */
export function countStates(rows: ComparedRow[]): Record<RowState, number> {
  const counts = { faulty: 0, new: 0, changed: 0, differs: 0, unchanged: 0 }
  for (const { state } of rows) counts[state]++
  return counts
}
