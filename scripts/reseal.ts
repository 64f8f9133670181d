import { readAnchors, replaceAnchors } from '../anchors.js'
import { readConfig } from '../config.js'
import { anchorKey, signAnew } from '../db/audit/anchors.js'
import { reseal } from '../db/forgetting/reseal.js'
import { openDatabase } from '../db/knex.js'
import { createVault } from '../db/seal.js'

// npm run reseal: seals with DATA_KEY what lies under DATA_KEY_OLD, and under the keys of persons what was written before these had
// any. While portals and workers run, and again where it was interrupted. Ends with 0 when nothing needs the old key any more.

const config = readConfig()
const both = createVault(config.dataKey, config.oldDataKeys[0])
const db = openDatabase(config.databaseUrl, both)
try {
  let total = 0
  for await (const { what, count } of reseal(db, both, createVault(config.dataKey))) {
    console.log(`${what}: ${count}`)
    total += count
  }
  const keys = [config.dataKey, ...config.oldDataKeys].map(anchorKey)
  const anchors = await readAnchors(config.auditAnchors)
  const fresh = signAnew(anchors, keys, anchorKey(config.dataKey))
  if (JSON.stringify(fresh) !== JSON.stringify(anchors)) await replaceAnchors(config.auditAnchors, fresh)
  console.log(`${total} sealed anew; ${anchors.length} anchors of the audit are signed with the new key.`)
  console.log(
    'Once every portal and worker runs with the new DATA_KEY: run it once more, then remove DATA_KEY_OLD.',
  )
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await db.destroy()
}
