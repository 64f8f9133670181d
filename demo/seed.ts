import type { Knex } from 'knex'
import type { Config } from '../config.js'
import type { Vault } from '../db/seal.js'
import type { IsoDate } from '../domain/dates.js'
import { seedAccounts } from './accounts.js'
import { seedChildren } from './children.js'
import { seedEmployees } from './employees.js'

export interface Office {
  db: Knex
  vault: Vault
  config: Pick<Config, 'spans' | 'rounding' | 'office' | 'baseUrl'>
}

/** True when the database knows no employer. */
export async function isEmpty(db: Knex): Promise<boolean> {
  return (await db('employers').first('id')) === undefined
}

/**
 * Fills an empty database with the demo office as it stands on a day: all or nothing, and on the same day always
 * the same rows.
 */
export function seedDemo({ db, vault }: Office, day: IsoDate): Promise<void> {
  return db.transaction(async (trx) => {
    await seedEmployees(trx, day)
    await seedAccounts(trx, vault)
    await seedChildren(trx, day)
  })
}
