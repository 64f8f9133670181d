import { deliverNext } from '../db/mailings/delivery.js'
import {
  beginMailing,
  finishMailing,
  type MailingWords,
  previewOf,
  saveMailing,
  sendMailing,
} from '../db/mailings/mailings.js'
import type { IsoDate } from '../domain/dates.js'
import { userId } from './accounts.js'
import { idOf } from './ids.js'
import type { Scene, Stage } from './stage.js'
import { later, officeHour } from './when.js'

interface Written extends MailingWords {
  /** Ids of employers. */
  to: string[]
}

/** A caseworker writes to employers, and has not sent it yet. */
export const written =
  (mailing: Written, by: string, daysAgo: number) =>
  (day: IsoDate): Scene[] => {
    const at = officeHour(day, daysAgo, 11, 15)
    return [{ at, play: (stage) => write(stage, mailing, { actor: userId(by), at }) }]
  }

/** The same, and it has reached everybody. */
export const mailed =
  (mailing: Written, by: string, daysAgo: number) =>
  (day: IsoDate): Scene[] => {
    const at = officeHour(day, daysAgo, 11, 15)
    const play = async (stage: Stage) => {
      const { db } = stage
      const id = await write(stage, mailing, { actor: userId(by), at })
      const { found } = await previewOf(db, { employers: mailing.to }, 0)
      await sendMailing(db, id, found, { actor: userId(by), at: later(at, 1) })
      await deliverNext(db, id, '', found + 1, { actor: 'system', at: later(at, 2) })
      await finishMailing(db, id, { actor: 'system', at: later(at, 2) })
    }
    return [{ at, play }]
  }

async function write({ db }: Stage, { to, ...words }: Written, by: { actor: string; at: string }) {
  const id = await beginMailing(db, { employers: to }, by, idOf('mailing', words.subject))
  await saveMailing(db, id, words, by)
  return id
}
