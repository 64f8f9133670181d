import { readConfig } from '../config.js'
import { openWithKeys } from '../db/knex.js'
import { compare, heal } from '../doctor/reconcile.js'
import { lookAtTemporal } from '../doctor/temporal.js'

// npm run reconcile: where SQL and Temporal disagree about what is under way, be it reports, campaigns, messages of the office, owed mails or systems to be told.
// With --heal, what is safe is mended, and all that is under way is woken. It is also what rebuilds Temporal after its store was lost.

const words = {
  missing: 'no workflow',
  left: 'workflow left over',
  behind: 'workflow behind, not told of the latest',
  ahead: 'workflow from before the database was restored',
}

try {
  const config = readConfig()
  const db = openWithKeys(config)
  const temporal = await lookAtTemporal(config.temporal)
  try {
    const now = new Date().toISOString()
    const found = await compare(db, temporal, now)
    for (const [what, differing] of Object.entries(words))
      for (const { workflow, workflowId } of found[what as keyof typeof words])
        console.log(`${differing}: ${workflow} ${workflowId}`)
    for (const id of found.unknown)
      console.log(`workflow of what nobody knows: ${id}; terminate it if the database was restored`)
    const differ = Object.keys(words).some((what) => found[what as keyof typeof words].length > 0)
    if (process.argv.includes('--heal')) {
      const { mended, woken } = await heal(db, temporal, found, now)
      console.log(
        `${mended} mended. To be sure, all that is under way is woken: ${woken}. A running portal or worker does it.`,
      )
    } else if (differ) console.log('npm run reconcile -- --heal mends what is safe.')
    else if (found.unknown.length === 0) console.log('SQL and Temporal agree.')
  } finally {
    await temporal.close()
    await db.destroy()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
