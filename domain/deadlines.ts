import { addDays, type IsoDate } from './dates.js'
import { legalSpanEnd } from './legal-span.js'
import { addWorkdays, type IsHoliday, nextWorkday, noHolidays } from './workdays.js'

/**
 * How the days of a span are counted: every day, with a last day that moves to the next working day (ATSG 38 III);
 * working days alone; every day but those of a standstill as well (ATSG 38 IV). The office names its own last days by
 * their date, and such a date does not stand still.
 */
export const countings = ['calendar', 'working', 'legal'] as const
export type Counting = (typeof countings)[number]

interface DeadlineRow {
  name: string
  /** First day on which a deadline that starts is this long. */
  validFrom: IsoDate
  days: number
  counted: Counting
  /** Article, or null where the office sets the span itself. */
  law: string | null
}

/** Every span the portal counts. A new length is a new row with its own first day, not an edit. */
export const deadlines = [
  { name: 'documents', validFrom: '2025-01-01', days: 30, counted: 'calendar', law: 'ATSG 43 III' },
  { name: 'documents-reminder-1', validFrom: '2025-01-01', days: 14, counted: 'calendar', law: null },
  { name: 'documents-reminder-2', validFrom: '2025-01-01', days: 25, counted: 'calendar', law: null },
  { name: 'documents-extension', validFrom: '2025-01-01', days: 30, counted: 'calendar', law: 'ATSG 40 III' },
  { name: 'office-review', validFrom: '2025-01-01', days: 10, counted: 'working', law: null },
  { name: 'report-change', validFrom: '2025-01-01', days: 10, counted: 'working', law: 'FamZV 18d II' },
  { name: 'report-to-register', validFrom: '2025-01-01', days: 1, counted: 'working', law: 'FamZV 18d' },
  { name: 'objection', validFrom: '2025-01-01', days: 30, counted: 'legal', law: 'ATSG 52 I' },
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

/** The last day of a span that starts on a day, which itself is not counted, where certain days are holidays. */
export function dueDate(
  name: DeadlineName,
  start: IsoDate,
  overrides: DeadlineOverrides = {},
  isHoliday: IsHoliday = noHolidays,
): IsoDate {
  const { days, counted } = deadlineOn(name, start, overrides)
  return spanEnd(start, days, counted, isHoliday)
}

/** The last day of a span of so many days, counted from the day after its start. */
export function spanEnd(
  start: IsoDate,
  days: number,
  counted: Counting,
  isHoliday: IsHoliday = noHolidays,
): IsoDate {
  if (counted === 'working') return addWorkdays(start, days, isHoliday)
  if (counted === 'legal') return legalSpanEnd(start, days, isHoliday)
  return nextWorkday(addDays(start, days), isHoliday)
}

/** The spans an office sets itself: those of its tasks, not those of the law. */
export const ownSpans = [
  'documents',
  'documents-reminder-1',
  'documents-reminder-2',
  'documents-extension',
  'office-review',
] as const satisfies DeadlineName[]
export type OwnSpan = (typeof ownSpans)[number]

/** What an office may set, in days; the second reminder must be after the first, and both before the end. */
export const spanLimits: Record<OwnSpan, { least: number; most: number }> = {
  documents: { least: 5, most: 180 },
  'documents-reminder-1': { least: 1, most: 180 },
  'documents-reminder-2': { least: 1, most: 180 },
  'documents-extension': { least: 0, most: 180 },
  'office-review': { least: 1, most: 60 },
}

/** The lengths of an office's own spans, in days as they are counted. */
export type Spans = Record<OwnSpan, number>

/** Which of these lengths make no sense together. */
export function spanProblems(spans: Spans): { field: OwnSpan; code: 'range' | 'order' }[] {
  const outside = ownSpans.filter((name) => {
    const { least, most } = spanLimits[name]
    return !Number.isInteger(spans[name]) || spans[name] < least || spans[name] > most
  })
  const first = spans['documents-reminder-1'] >= spans['documents-reminder-2']
  const second = spans['documents-reminder-2'] >= spans.documents
  return [
    ...outside.map((field) => ({ field, code: 'range' as const })),
    ...(first ? [{ field: 'documents-reminder-1' as const, code: 'order' as const }] : []),
    ...(second ? [{ field: 'documents-reminder-2' as const, code: 'order' as const }] : []),
  ]
}
