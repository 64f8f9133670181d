import { readConfig } from '../config.js'
import { noteSweep } from '../db/forgetting/retention.js'
import { sweepFiles } from '../db/forgetting/sweep.js'
import { openDatabase } from '../db/knex.js'
import { swissDate } from '../domain/dates.js'

// npm run sweep: writes the files of the database anew, without what was deleted. Where worker and portal use PostgreSQL with a role
// that owns nothing (deploy/roles.sql), by night with the owner's DATABASE_URL; everywhere else the retention does it by itself.

const db = openDatabase(readConfig().databaseUrl)
try {
  await sweepFiles(db)
  const at = new Date().toISOString()
  await noteSweep(db, swissDate(at), at)
  console.log('The files of the database are written anew.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await db.destroy()
}
