import { readConfig } from '../config.js'
import { openWithKeys } from '../db/knex.js'
import { isOpen, mutationById } from '../db/mutations.js'
import { nudge, nudgeAllOpen } from '../db/outbox.js'

// npm run nudge -- --all-open: promises to wake every open report, and to mail every notice that is owed. Rebuilds Temporal
// from the database after its store was lost; a running portal or worker keeps the promises.
// npm run nudge -- <id of a mutation>: the same for one.

const [which] = process.argv.slice(2)
if (!which) {
  console.error('Say what to nudge: npm run nudge -- --all-open, or npm run nudge -- <id of a mutation>.')
  process.exit(2)
}
const db = openWithKeys(readConfig())
try {
  const count = which === '--all-open' ? await nudgeAllOpen(db, now()) : await nudgeOne(which)
  console.log(
    `${count} open ${count === 1 ? 'mutation' : 'mutations'} promised a nudge; a running portal or worker keeps the promise.`,
  )
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await db.destroy()
}

async function nudgeOne(id: string): Promise<number> {
  const mutation = await mutationById(db, id)
  if (!isOpen(mutation)) throw new Error(`This mutation is ${mutation.status}: there is no workflow to wake.`)
  await db.transaction((trx) => nudge(trx, mutation, now()))
  return 1
}

function now(): string {
  return new Date().toISOString()
}
