import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DefaultLogger, Runtime } from '@temporalio/worker'
import { readConfig } from '../config.js'
import { type Recorded, wouldBreak } from '../doctor/replay.js'
import { lookAtTemporal } from '../doctor/temporal.js'
import { workflowCode } from '../workflow-code.js'

// npm run gate -- <folder>: whether cases under way go on with this code; the folder holds their histories as JSON.
// npm run gate -- --running: the same for all workflows that run in the cluster of TEMPORAL_ADDRESS, as before an upgrade.
// Ends with 1 when one would break.

const [from] = process.argv.slice(2)
if (!from) {
  console.error('Say whose histories: npm run gate -- test/histories, or npm run gate -- --running.')
  process.exit(2)
}
Runtime.install({ logger: new DefaultLogger('ERROR') })
let seen = 0
try {
  const broken = await wouldBreak(
    { workflowBundle: await workflowCode() },
    from === '--running' ? running() : recorded(from),
  )
  for (const sentence of broken) console.error(`✗ ${sentence}`)
  console.log(`${seen} histories replayed, ${broken.length} would break.`)
  if (broken.length > 0)
    console.log(
      'Guard the change with patched(), or keep the old release running until these cases are closed.',
    )
  process.exitCode = broken.length > 0 ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

function* recorded(folder: string): Iterable<Recorded> {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    seen++
    yield { workflowId: file, history: JSON.parse(readFileSync(pathToFileURL(join(folder, file)), 'utf8')) }
  }
}

async function* running(): AsyncIterable<Recorded> {
  const temporal = await lookAtTemporal(readConfig().temporal)
  try {
    for await (const one of temporal.histories()) {
      seen++
      yield one
    }
  } finally {
    await temporal.close()
  }
}
