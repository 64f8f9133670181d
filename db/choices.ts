import type { Knex } from 'knex'
import type { IsoDate } from '../domain/dates.js'
import { type By, note } from './audit.js'

/** When somebody is mailed that there is something: at once, with the mail of the day, or not at all. */
export const noticeTimes = ['at-once', 'daily', 'off'] as const
export type NoticeTime = (typeof noticeTimes)[number]

/** About what one is mailed. */
export const noticeTopics = ['task', 'reminder', 'message'] as const
export type NoticeTopic = (typeof noticeTopics)[number]

/** The days of a week, as `Date` counts them: Sunday is 0. */
export const weekdays = [1, 2, 3, 4, 5, 6, 0] as const
export type Weekday = (typeof weekdays)[number]

/** How somebody wants the portal; what is not said is as for everybody. */
export interface Choices {
  /** The three first things were done or put away. */
  setup?: 'done'
  /** No single-key shortcuts (WCAG 2.1.4). */
  keys?: 'off'
  notices?: Partial<Record<NoticeTopic, NoticeTime>>
  /** When the mail of the day comes; every day if nothing is said. */
  days?: Weekday[]
}

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
export function choose(db: Knex, userId: string, change: Choices, by: By): Promise<void> {
  return db.transaction(async (trx) => {
    const user = await trx('users').where({ id: userId }).first('choices')
    if (!user) return
    const choices = { ...choicesIn(user.choices), ...change }
    await trx('users')
      .where({ id: userId })
      .update({ choices: JSON.stringify(choices) })
    await note(trx, by, { action: 'user.choose', object: userId, fields: Object.keys(change) })
  })
}
