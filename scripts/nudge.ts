import { readConfig } from '../config.js'
import { openWithKeys } from '../db/knex.js'
import { nudge } from '../db/outbox.js'
import { isOpen, mutationById } from '../db/reports/mutations.js'

// npm run nudge -- <id of a mutation>: promises to wake the workflow of an open report; a running portal or worker keeps the promise. For all of them: npm run reconcile -- --heal.

const [id] = process.argv.slice(2)
if (!id) {
  console.error('Say what to nudge: npm run nudge -- <id of a mutation>.')
  process.exit(2)
}
const db = openWithKeys(readConfig())
try {
  const mutation = await mutationById(db, id)
  if (!isOpen(mutation)) throw new Error(`This mutation is ${mutation.status}: there is no workflow to wake.`)
  await db.transaction((trx) => nudge(trx, mutation, new Date().toISOString()))
  console.log('A nudge is promised; a running portal or worker keeps the promise.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await db.destroy()
}
