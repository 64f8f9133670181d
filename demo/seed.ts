import type { Knex } from 'knex'
import { wakeAll } from '../db/reports/under-way.js'
import { type IsoDate, swissInstant } from '../domain/dates.js'
import { seedAccounts } from './accounts.js'
import { seedChildren } from './children.js'
import { seedEmployees } from './employees.js'
import { playStories } from './play.js'
import type { Office } from './stage.js'

/** The stories reach half a year back, and begin with amounts of the first table that knows all cantons. */
export const firstDay: IsoDate = '2026-06-01'

/** True when the database knows no employer. */
export async function isEmpty(db: Knex): Promise<boolean> {
  return (await db('employers').first('id')) === undefined
}

/**
 * Fills an empty database with the demo office as it stands on a day: all or nothing, and on the same day always
 * the same rows. The workflows of what is open start when the portal runs, and find their tasks opened.
 */
export function seedDemo(office: Office, day: IsoDate): Promise<void> {
  return office.db.transaction(async (trx) => {
    await seedEmployees(trx, day)
    await seedAccounts(trx, office.vault)
    await seedChildren(trx, day)
    await playStories({ ...office, db: trx }, day)
    await trx('notices')
      .whereNull('sentAt')
      .update({ sentAt: trx.ref('createdAt') })
    await trx('outbox').delete()
    await wakeAll(trx, swissInstant(day, 0))
  })
}
