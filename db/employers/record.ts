import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import type { Canton, Language } from '../../domain/kinds.js'
import { type Json, look } from '../look.js'
import { openStates } from '../reports/mutations.js'

/** An employer as the office's register has it. */
export interface EmployerRecord {
  id: string
  name: string
  memberNumber: string
  /** The number of the firm in the register of all firms, `CHE-…`. */
  uid: string | null
  street: string
  zip: string
  city: string
  canton: Canton
  /** In which letters are written. */
  language: Language
}

/** How much of each there is at an employer on a day. */
export interface EmployerFigures {
  /** People with a running employment. */
  staff: number
  /** Reports that were sent and are not closed; and those that are. */
  open: number
  closed: number
  /** Open tasks of the office, of the employer, and those of either that are overdue. */
  fund: number
  employer: number
  overdue: number
  messages: number
  unread: number
}

/** What the register has of an employer, or null. */
export async function employerRecord(db: Knex, id: string): Promise<EmployerRecord | null> {
  return (await db('employers').where({ id }).first()) ?? null
}

/** The figures of an employer in one look; each is counted from an index that begins with the employer. */
export const figuresOf = (db: Knex, employerId: string, today: IsoDate): Promise<EmployerFigures> =>
  look(db, figuresSql, { employerId, today })

const open = openStates.map((state) => `'${state}'`).join(', ')
const tasks = "select count(*) from tasks where employer_id = :employerId and status = 'open'"
const sent = 'select count(*) from mutations where employer_id = :employerId and submitted_at is not null'
// what is under way was sent
const underWay = `select count(*) from mutations where employer_id = :employerId and status in (${open})`
const messages = 'select count(*) from messages where employer_id = :employerId'

const figuresSql = (json: Json) =>
  `select ${json.object({
    staff: `(select count(distinct employee_id) from employments where employer_id = :employerId
    and starts_on <= :today and (ends_on is null or ends_on >= :today))`,
    open: `(${underWay})`,
    closed: `(${sent}) - (${underWay})`,
    fund: `(${tasks} and side = 'fund')`,
    employer: `(${tasks} and side = 'employer')`,
    overdue: `(${tasks} and side in ('fund', 'employer') and due_on < :today)`,
    messages: `(${messages})`,
    unread: `(${messages} and read_at is null)`,
  })} as found`
