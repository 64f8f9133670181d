import { writeFileSync } from 'node:fs'
import { readAnchors } from '../anchors.js'
import { readConfig } from '../config.js'
import { anchorKey, firstBrokenAnchor } from '../db/audit/anchors.js'
import { entriesBetween } from '../db/audit/list.js'
import { firstBrokenEntry } from '../db/audit/note.js'
import { openWithKeys } from '../db/knex.js'
import { sha256 } from '../db/seal.js'

// npm run evidence -- --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00Z [--out <file>]: what happened in a span of time, as one
// JSON file: every entry of the audit, who acted, which employers and objects it touched, and whether the audit is whole.

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}
const [from, to] = [moment(option('from')), moment(option('to'))]
if (!from || !to || from >= to) {
  console.error(
    'Say from when to when: npm run evidence -- --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00Z',
  )
  process.exit(2)
}
const config = readConfig()
const db = openWithKeys(config)
try {
  const entries = await entriesBetween(db, from, to)
  const keys = [config.dataKey, ...config.oldDataKeys].map(anchorKey)
  const anchors = await readAnchors(config.auditAnchors)
  const evidence = {
    ...{ from, to, takenAt: new Date().toISOString() },
    brokenEntry: await firstBrokenEntry(db),
    brokenAnchor: await firstBrokenAnchor(db, anchors, keys),
    actors: distinct(entries.map(({ actor }) => actor)),
    employers: distinct(entries.map(({ employerId }) => employerId)),
    objects: distinct(entries.map(({ object }) => object)),
    entries,
  }
  const file = option('out') ?? `evidence-${from.slice(0, 10)}-${to.slice(0, 10)}.json`
  const text = `${JSON.stringify(evidence, null, 2)}\n`
  writeFileSync(file, text, { mode: 0o600 })
  console.log(
    `${entries.length} entries, ${evidence.actors.length} actors, ${evidence.employers.length} employers: ${file}`,
  )
  console.log(`SHA-256 ${sha256(text)}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await db.destroy()
}

function moment(text: string | undefined): string | null {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

function distinct(values: (string | null)[]): string[] {
  return [...new Set(values.filter((it) => it !== null))].sort()
}
