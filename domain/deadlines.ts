import { addDays, type IsoDate } from './dates.js'
import { addWorkdays, type IsHoliday, noHolidays } from './workdays.js'

interface DeadlineRow {
  name: string
  /** First day on which a deadline that starts is this long. */
  validFrom: IsoDate
  days: number
  counted: 'calendar' | 'working'
  /** Article, or null where the office sets the span itself. */
  law: string | null
}

/** Every span the portal counts. A new length is a new row with its own first day, not an edit. */
export const deadlines = [
  { name: 'documents', validFrom: '2025-01-01', days: 30, counted: 'calendar', law: 'ATSG 43 III' },
  { name: 'documents-reminder-1', validFrom: '2025-01-01', days: 14, counted: 'calendar', law: null },
  { name: 'documents-reminder-2', validFrom: '2025-01-01', days: 25, counted: 'calendar', law: null },
  { name: 'office-review', validFrom: '2025-01-01', days: 10, counted: 'working', law: null },
  { name: 'report-change', validFrom: '2025-01-01', days: 10, counted: 'working', law: 'FamZV 18d II' },
  { name: 'report-to-register', validFrom: '2025-01-01', days: 1, counted: 'working', law: 'FamZV 18d' },
  { name: 'objection', validFrom: '2025-01-01', days: 30, counted: 'calendar', law: 'ATSG 52 I' },
] as const satisfies DeadlineRow[]

export type DeadlineName = (typeof deadlines)[number]['name']
/** Lengths from the configuration that replace the table's, in days of the same counting. */
export type DeadlineOverrides = Partial<Record<DeadlineName, number>>

/** The row in force on a day. Throws a RangeError before the table's first day. */
export function deadlineOn(
  name: DeadlineName,
  date: IsoDate,
  overrides: DeadlineOverrides = {},
): DeadlineRow {
  const row = (deadlines as readonly DeadlineRow[]).findLast((r) => r.name === name && r.validFrom <= date)
  if (!row) throw new RangeError(`no length of the deadline ${name} is known on ${date}`)
  return { ...row, days: overrides[name] ?? row.days }
}

/** The last day of a span that starts on a day, which itself is not counted. */
export function dueDate(
  name: DeadlineName,
  start: IsoDate,
  overrides: DeadlineOverrides = {},
  isHoliday: IsHoliday = noHolidays,
): IsoDate {
  const { days, counted } = deadlineOn(name, start, overrides)
  return counted === 'working' ? addWorkdays(start, days, isHoliday) : addDays(start, days)
}
