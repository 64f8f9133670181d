import { existsSync } from 'node:fs'
import { readAnchors } from '../anchors.js'
import { readConfig } from '../config.js'
import { anchorKey, firstBrokenAnchor } from '../db/audit/anchors.js'
import { firstBrokenEntry } from '../db/audit/note.js'
import { openDatabase } from '../db/knex.js'

// npm run audit:verify: walks the whole chain and holds it against every anchor. Ends with 1 and says where it first does not fit.
// npm run audit:verify -- <file>: with the anchors of this file, such as the copy of another machine.

const config = readConfig()
const file = process.argv[2] ?? config.auditAnchors
const db = openDatabase(config.databaseUrl)
try {
  // The portal's own file may not be there yet; one that somebody names must be.
  if (process.argv[2] && !existsSync(file)) throw new Error(`There is no file ${file}.`)
  const anchors = await readAnchors(file)
  const entry = await firstBrokenEntry(db)
  const keys = [config.dataKey, ...config.oldDataKeys].map(anchorKey)
  const anchor = await firstBrokenAnchor(db, anchors, keys)
  if (entry !== null)
    console.error(`The chain is broken at entry ${entry}: it, or the one before, was changed.`)
  if (anchor) {
    const { seq, at } = anchor.anchor
    console.error(`The anchor of ${at} at entry ${seq} does not fit: ${anchor.problem}.`)
  }
  if (entry === null && !anchor) {
    const last = anchors.at(-1)
    console.log(`The audit is whole. ${anchors.length} anchors of ${file} fit.`)
    console.log(
      last
        ? `Nothing up to entry ${last.seq} (${last.at}) can have been changed or cut off.`
        : 'Without an anchor nobody can tell whether its end was cut off.',
    )
  }
  process.exitCode = entry === null && !anchor ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
} finally {
  await db.destroy()
}
