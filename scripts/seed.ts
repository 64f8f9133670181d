import { readConfig } from '../config.js'
import { isMigrated, openWithKeys } from '../db/knex.js'
import { createVault } from '../db/seal.js'
import { firstDay, isEmpty, seedDemo } from '../demo/seed.js'
import { openSigner } from '../documents/signing/open.js'
import { isDate, swissDate } from '../domain/dates.js'
import { ratesKnownUntil } from '../domain/family-allowance/rates.js'

// npm run seed: fills an empty database with the demo office, as it stands today or on SEED_DAY=YYYY-MM-DD.
// With --if-empty a database that is not empty is fine and left as it is.

try {
  console.log(await seed(process.argv.includes('--if-empty')))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function seed(ifEmpty: boolean): Promise<string> {
  if (process.env.NODE_ENV === 'production')
    throw new Error('The demo office has public passwords: it is never seeded where NODE_ENV=production.')
  const day = dayOf(process.env.SEED_DAY || swissDate(new Date()))
  const config = readConfig()
  const db = openWithKeys(config)
  try {
    if (!(await isMigrated(db).catch(() => false)))
      throw new Error('The database is not migrated; run: npm run migrate')
    if (!(await isEmpty(db))) {
      if (ifEmpty) return 'The database has employers already; nothing to seed.'
      throw new Error('The database has employers already; the demo office needs an empty one.')
    }
    await seedDemo(
      { db, vault: createVault(config.dataKey), signer: await openSigner(config.signing), config },
      day,
    )
    return `The demo office stands as of ${day}.`
  } finally {
    await db.destroy()
  }
}

/** The demo needs amounts: after the last day for which they are known it stays on that day. */
function dayOf(text: string): string {
  if (!isDate(text)) throw new Error(`SEED_DAY must be a day such as 2026-11-23, not ${text}`)
  if (text < firstDay)
    throw new Error(`SEED_DAY must not be before ${firstDay}: the stories of the demo need older amounts.`)
  return text < ratesKnownUntil() ? text : ratesKnownUntil()
}
