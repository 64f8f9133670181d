import type { Knex } from 'knex'
import { type By, note } from './audit.js'

/** When somebody is mailed that there is something: at once, with the mail of the day, or not at all. */
export const noticeTimes = ['at-once', 'daily', 'off'] as const
export type NoticeTime = (typeof noticeTimes)[number]

/** About what one is mailed. */
export const noticeTopics = ['task', 'reminder', 'message'] as const
export type NoticeTopic = (typeof noticeTopics)[number]

/** How somebody wants the portal; what is not said is as for everybody. */
export interface Choices {
  /** The three first things were done or put away. */
  setup?: 'done'
  /** No single-key shortcuts (WCAG 2.1.4). */
  keys?: 'off'
  notices?: Partial<Record<NoticeTopic, NoticeTime>>
}

/** What `users.choices` holds. */
export function choicesIn(text: string): Choices {
  return JSON.parse(text || '{}')
}

/** When a user is mailed about a topic: at once, unless they chose otherwise. */
export const noticeTime = (choices: Choices, topic: NoticeTopic): NoticeTime =>
  choices.notices?.[topic] ?? 'at-once'

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
