import { readConfig } from '../config.js'
import { openWithKeys } from '../db/knex.js'
import { compare, heal } from '../doctor/reconcile.js'
import { lookAtTemporal } from '../doctor/temporal.js'

// npm run reconcile: where SQL and Temporal disagree about what is under way. With --heal, what is safe is mended.

try {
  const config = readConfig()
  const db = openWithKeys(config)
  const temporal = await lookAtTemporal(config.temporal)
  try {
    const now = new Date().toISOString()
    const found = await compare(db, temporal, now)
    for (const { id, kind } of found.missing) console.log(`no workflow: ${kind} ${id}`)
    for (const { id, kind } of found.left) console.log(`workflow left over: ${kind} ${id}`)
    for (const id of found.unknown)
      console.log(`workflow of a report nobody knows: ${id}; terminate it if the database was restored`)
    if (process.argv.includes('--heal')) console.log(`Knocked at ${await heal(db, temporal, found, now)}.`)
    else if (found.missing.length + found.left.length > 0)
      console.log('npm run reconcile -- --heal mends what is safe.')
    else if (found.unknown.length === 0) console.log('SQL and Temporal agree.')
  } finally {
    await temporal.close()
    await db.destroy()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
