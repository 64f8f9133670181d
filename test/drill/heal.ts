import type { Knex } from 'knex'
import { pause } from './chance.js'
import { type Diary, decide, openReviews, papers, type Staff } from './people.js'

/** A mail that could not be sent is tried again after ten minutes at the latest, and one that died with its worker is missed after two. */
const longest = 13 * 60_000

/** Lets people finish what they had begun. Answers the seconds until nothing moved any more, null if that took longer than it may. */
export async function heal(db: Knex, staff: Staff, diary: Diary): Promise<number | null> {
  const begun = Date.now()
  while (Date.now() - begun < longest) {
    for (const id of diary.acknowledged) if (await isOpen(db, id, 'provide-documents')) await papers(db, id)
    for (const desk of staff.desks)
      for (const id of await openReviews(db, desk, diary)) await decide(id, desk, diary)
    const open = await db('mutations')
      .whereIn('id', [...diary.acknowledged])
      .whereNot({ status: 'closed' })
    const promises = await db('outbox')
    const owed = await db('notices')
      .where({ isHeld: 0 })
      .whereNull('sentAt')
      .whereIn('mutationId', [...diary.sent])
    if (open.length + promises.length + owed.length === 0) return Math.round((Date.now() - begun) / 1000)
    await pause(1000)
  }
  return null
}

async function isOpen(db: Knex, mutationId: string, step: string): Promise<boolean> {
  return Boolean(await db('tasks').where({ mutationId, step, status: 'open' }).first())
}
