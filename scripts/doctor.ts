import { readConfig } from '../config.js'
import { openWithKeys } from '../db/knex.js'
import { examine } from '../doctor/examine.js'
import { lookAtTemporal } from '../doctor/temporal.js'

// npm run doctor: what is wrong, and what to do about it; ends with 1 when something is. With --json for machines.

try {
  const config = readConfig()
  const db = openWithKeys(config)
  const findings = await examine(db, config, () => lookAtTemporal(config.temporal), new Date().toISOString())
  await db.destroy()
  if (process.argv.includes('--json')) console.log(JSON.stringify(findings))
  else
    for (const { state, what, detail, todo } of findings)
      console.log(
        `${{ good: '✓', watch: '!', bad: '✗' }[state]} ${what}: ${detail}${todo ? `\n    ${todo}` : ''}`,
      )
  process.exitCode = findings.some(({ state }) => state === 'bad') ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
