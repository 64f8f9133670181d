import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'

/** When somebody is mailed that there is something: at once, with the mail of the day, or not at all. */
export const noticeTimes = ['at-once', 'daily', 'off'] as const
export type NoticeTime = (typeof noticeTimes)[number]

/** About what one is mailed. */
export const noticeTopics = ['task', 'reminder', 'message'] as const
export type NoticeTopic = (typeof noticeTopics)[number]

/** The days of a week, as `Date` counts them: Sunday is 0. */
export const weekdays = [1, 2, 3, 4, 5, 6, 0] as const
export type Weekday = (typeof weekdays)[number]

/** Columns of lists that one can do without, the office's first; what a line is about stands there always. */
export const columnLists = {
  desk: ['due', 'kind', 'employer', 'memberNumber', 'canton', 'received', 'proposal'],
  mutations: ['employer', 'memberNumber', 'reference', 'days'],
  officeAudit: ['who', 'reference', 'employer', 'object', 'fields'],
  employees: ['ahvNumber', 'personnelNumber', 'function', 'place', 'since', 'monthly', 'open'],
  tasks: ['kind', 'reference', 'parts', 'given'],
  messages: ['kind', 'person', 'reference', 'received'],
  reports: ['reference', 'days'],
  audit: ['who', 'reference', 'object', 'fields'],
} as const
export type ColumnList = keyof typeof columnLists

/** What few look for in a list. */
const seldom: string[] = ['memberNumber', 'personnelNumber', 'function', 'object', 'fields']

/** How somebody wants the portal; what is not said is as for everybody. */
export interface Choices {
  /** The three first things were done or put away. */
  setup?: 'done'
  /** No single-key shortcuts (WCAG 2.1.4). */
  keys?: 'off'
  /** Keys that do something else than usual, by what they do; an empty one does nothing. */
  ownKeys?: Record<string, string>
  notices?: Partial<Record<NoticeTopic, NoticeTime>>
  /** When the mail of the day comes; every day if nothing is said. */
  days?: Weekday[]
  /** Which columns of a list are shown; the usual ones if nothing is said. */
  columns?: { [list in ColumnList]?: string[] }
}

/** The columns of a list that somebody sees, in their order: unless they chose, all but what few look for. */
export const columnsShown = ({ columns }: Choices, list: ColumnList): string[] =>
  columnLists[list].filter((it) => columns?.[list]?.includes(it) ?? !seldom.includes(it))

/** What `users.choices` holds. */
export function choicesIn(text: string): Choices {
  return JSON.parse(text || '{}')
}

/** When a user is mailed about a topic: at once, unless they chose otherwise. */
export const noticeTime = (choices: Choices, topic: NoticeTopic): NoticeTime =>
  choices.notices?.[topic] ?? 'at-once'

/** Whether the mail of the day comes on a day to a user. */
export const isMailDay = ({ days }: Choices, day: IsoDate): boolean =>
  !days?.length || days.includes(new Date(day).getUTCDay() as Weekday)

/** Changes some of a user's choices. */
export const choose = (db: Knex, userId: string, change: Choices, by: By): Promise<void> =>
  rewrite(db, userId, () => change, by)

/** Keeps which columns of a list a user wants to see; `undefined` for the usual ones. */
export const chooseColumns = (
  db: Knex,
  userId: string,
  list: ColumnList,
  chosen: string[] | undefined,
  by: By,
): Promise<void> => rewrite(db, userId, ({ columns }) => ({ columns: { ...columns, [list]: chosen } }), by)

function rewrite(db: Knex, userId: string, changed: (now: Choices) => Choices, by: By): Promise<void> {
  return db.transaction(async (trx) => {
    const user = await trx('users').where({ id: userId }).forUpdate().first('choices')
    if (!user) return
    const now = choicesIn(user.choices)
    const change = changed(now)
    await trx('users')
      .where({ id: userId })
      .update({ choices: JSON.stringify({ ...now, ...change }) })
    await note(trx, by, { action: 'user.choose', object: userId, fields: Object.keys(change) })
  })
}
