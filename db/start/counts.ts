import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import { type Json, look } from '../look.js'
import { openAbout, openMessageAbout, openReport, type Topics } from '../open-topics.js'

export interface Counts {
  tasks: number
  messages: number
}

/** What waits for an employer: open tasks and drafts together, and unread messages. For every page's menu. */
export function employerCounts(db: Knex, employerId: string, own: Topics): Promise<Counts> {
  return look(db, (json) => `select ${waiting(json, own)} as found`, { employerId })
}

/** The numbers of an employer's menu for these topics, as a part of a statement that knows `:employerId`. */
export const waiting = (json: Json, own: Topics): string =>
  json.object({
    tasks: `(select count(*) from tasks where ${openTask(own)}) +
      (select count(*) from mutations where ${draft(own)})`,
    messages: `(select count(*) from messages where employer_id = :employerId and read_at is null and ${openMessageAbout(own)})`,
  })

/** The open tasks of the office, as a condition on `tasks`. */
export const isOnDesk = "tasks.side = 'fund' and tasks.status = 'open'"

/** A condition on `tasks` that leaves out what waits for a day after `:today`. */
export const isNotLater = '(tasks.follow_up_on is null or tasks.follow_up_on <= :today)'

/** How many tasks of the office are open and do not wait for a later day, as a part of a statement that knows `:today`. */
export const waitingOnDesk = `(select count(*) from tasks where ${isOnDesk} and ${isNotLater})`

/** The same, looked up alone. */
export const deskCount = (db: Knex, today: IsoDate): Promise<number> =>
  look(db, () => `select ${waitingOnDesk} as found`, { today })

/** The open tasks of an employer for these topics, as a condition that knows `:employerId`. */
export const openTask = (own: Topics): string =>
  `tasks.employer_id = :employerId and tasks.side = 'employer' and tasks.status = 'open' and ${openAbout(own, 'tasks.mutation_id')}`
/** Its drafts: one that the clock has asked for shows as its task. */
export const draft = (own: Topics): string =>
  `mutations.employer_id = :employerId and mutations.status = 'draft' and subject_key is null and ${openReport(own, 'mutations.kind')}`
