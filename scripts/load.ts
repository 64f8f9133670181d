import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { openWithKeys } from '../db/knex.js'
import { loadRegister } from '../db/register/load.js'

// npm run load -- --members members.csv --employees employees.csv [--dry-run]: brings the register up to date with what the core system
// has exported (docs/operations.md). Rows with faults are told and left out; then it ends with 1.

try {
  const { values: given } = parseArgs({
    options: {
      members: { type: 'string' },
      employees: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  })
  if (!given.members && !given.employees)
    throw new Error('Say what to load: npm run load -- --members members.csv --employees employees.csv')
  const files = {
    ...(given.members && { members: textOf(given.members) }),
    ...(given.employees && { employees: textOf(given.employees) }),
  }
  const db = openWithKeys(readConfig())
  try {
    const by = { actor: 'system', at: new Date().toISOString() }
    const loaded = await loadRegister(db, files, by, given['dry-run'])
    for (const [what, { added, changed, same, faults, exits }] of Object.entries(loaded)) {
      for (const { line, reason } of faults) console.error(`${what}, line ${line}: ${reason}`)
      console.log(`${what}: ${added} new, ${changed} changed, ${same} as before, ${faults.length} left out`)
      if (exits)
        console.log(`${what}: ${exits} left with allowances that run on: the office decides on their end`)
      if (faults.length > 0) process.exitCode = 1
    }
    if (given['dry-run']) console.log('Nothing was written.')
  } finally {
    await db.destroy()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** A file as UTF-8. */
function textOf(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    if (error instanceof TypeError) throw new Error(`${path} is not UTF-8`)
    throw error
  }
}
