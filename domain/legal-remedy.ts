import type { IsoDate } from './dates.js'
import { dueDate } from './deadlines.js'
import { type IsHoliday, noHolidays } from './workdays.js'

/** What a decision must say about the objection; the sentences are the document's. */
export const objection = {
  /** Within this time of service, at the office that decided. */
  law: 'ATSG 52 I',
  /** In writing with motion, reasons and signature, or orally in person with a signed record. */
  formLaw: 'ATSV 10',
  /** The decision has no effect while an objection is pending, unless the office withdrew that. */
  suspensionLaw: 'ATSV 11',
  /** The office may also decide to the party's disadvantage, after it offered to withdraw. */
  worseningLaw: 'ATSV 12',
  /** Nobody pays for the procedure. */
  costLaw: 'ATSG 52 III',
  standstillLaw: 'ATSG 38 IV',
} as const

/** The last day of an objection: 30 days from the day after service, counted as ATSG 38 has it (ATSG 52 I). */
export const objectionDeadline = (servedOn: IsoDate, isHoliday: IsHoliday = noHolidays): IsoDate =>
  dueDate('objection', servedOn, {}, isHoliday)
