import { ahvNumberProblem } from '../ahv-number.js'
import { ageAt, type IsoDate, lastDayInstead } from '../dates.js'
import { oldest } from '../new-employee/ages.js'
import { nameKey } from '../new-employee/names.js'
import { unprintable } from '../script.js'
import { longest, neededColumns, type StaffColumn, type StaffRow, type StaffValues } from './row.js'

/** Something in a row that cannot be; `staff:fault.<code>` is its sentence. */
export interface RowFault {
  code: RowFaultCode
  column: StaffColumn
  told: Record<string, string | number>
}

export const rowFaults = [
  'missing', 'day', 'no-such-day', 'canton', 'workload', 'ahv-number-length', 'ahv-number-prefix', 'ahv-number-check-digit', 'born-in-future',
  'too-old', 'ends-before-entry', 'entry-before-birth', 'too-long', 'unprintable', 'twice', 'ambiguous', 'number-of-other', 'number-differs',
] as const // biome-ignore format: a list of short words
export type RowFaultCode = (typeof rowFaults)[number]

export const rowFault = (code: RowFaultCode, column: StaffColumn, told: RowFault['told'] = {}): RowFault => ({
  code,
  column,
  told,
})

/** What is wrong with a row by itself, on a day: all of it at once. */
export function faultsOf({ values, unreadable }: StaffRow, today: IsoDate): RowFault[] {
  const isUnreadable = (column: StaffColumn) => unreadable.some((it) => it.column === column)
  return [
    ...neededColumns
      .filter((column) => values[column] === undefined && !isUnreadable(column))
      .map((column) => rowFault('missing', column)),
    ...unreadable.map(({ column, typed }) => unreadableFault(column, typed)),
    ...numberFaults(values),
    ...textFaults(values),
    ...dayFaults(values, today),
  ]
}

function unreadableFault(column: StaffColumn, typed: string): RowFault {
  if (column === 'canton' || column === 'workload') return rowFault(column, column, { typed })
  const lastDate = lastDayInstead(typed)
  return lastDate ? rowFault('no-such-day', column, { typed, lastDate }) : rowFault('day', column, { typed })
}

function numberFaults({ ahvNumber }: StaffValues): RowFault[] {
  const wrong = ahvNumber === undefined ? null : ahvNumberProblem(ahvNumber)
  return wrong ? [rowFault(`ahv-number-${wrong}`, 'ahvNumber', { typed: ahvNumber ?? '' })] : []
}

function textFaults(values: StaffValues): RowFault[] {
  return (Object.entries(longest) as [StaffColumn, number][]).flatMap(([column, most]) => {
    const text = String(values[column] ?? '')
    const sign = unprintable(text)
    return [
      ...(text.length > most ? [rowFault('too-long', column, { most })] : []),
      ...(sign ? [rowFault('unprintable', column, { sign })] : []),
    ]
  })
}

function dayFaults({ birthDate, startsOn, endsOn }: StaffValues, today: IsoDate): RowFault[] {
  const isBorn = birthDate !== undefined && birthDate <= today
  return [
    ...(birthDate !== undefined && !isBorn ? [rowFault('born-in-future', 'birthDate')] : []),
    ...(isBorn && ageAt(birthDate, today) > oldest
      ? [rowFault('too-old', 'birthDate', { years: oldest })]
      : []),
    ...(isBorn && startsOn !== undefined && startsOn <= birthDate
      ? [rowFault('entry-before-birth', 'startsOn')]
      : []),
    ...(startsOn !== undefined && endsOn !== undefined && endsOn < startsOn
      ? [rowFault('ends-before-entry', 'endsOn')]
      : []),
  ]
}

/** Of each row that is about the same person as another one, the row in which that stands. */
export function rowsTwice(rows: StaffRow[]): Map<StaffRow, number> {
  const groups = new Map<string, Set<StaffRow>>()
  for (const row of rows)
    for (const key of keysOf(row.values)) groups.set(key, (groups.get(key) ?? new Set()).add(row))
  const twice = new Map<StaffRow, number>()
  for (const group of groups.values())
    for (const row of group) {
      const other = [...group].find((it) => it !== row)
      if (other && !twice.has(row)) twice.set(row, other.place)
    }
  return twice
}

/** By what a row says who is meant: the number; where there is none, name and birthday. */
function keysOf({ ahvNumber, birthDate, lastName, firstName }: StaffValues): string[] {
  if (ahvNumber !== undefined && !ahvNumberProblem(ahvNumber)) return [ahvNumber]
  return birthDate && lastName && firstName ? [`${nameKey({ firstName, lastName })}|${birthDate}`] : []
}
