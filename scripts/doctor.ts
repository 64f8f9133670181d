import { readConfig } from '../config.js'
import { noteOperation } from '../db/care/operations.js'
import { openWithKeys } from '../db/knex.js'
import { examine } from '../doctor/examine.js'
import { lookAtTemporal } from '../doctor/temporal.js'
import { wordsOf } from '../doctor/words.js'
import { translator } from '../locales/i18n.js'

// npm run doctor: what is wrong, and what to do about it; ends with 1 when something is. With --json for machines.
// npm run doctor -- --done backup | drill: notes that it was done just now, where the portal cannot know.

const signs = { good: '✓', watch: '!', bad: '✗' }
try {
  const config = readConfig()
  const db = openWithKeys(config)
  const now = new Date().toISOString()
  const [, done] =
    process.argv
      .slice(2)
      .join(' ')
      .match(/^--done (\w+)$/) ?? []
  if (done && done !== 'backup' && done !== 'drill')
    throw new Error('Say what: --done backup, or --done drill')
  if (done) await noteOperation(db, done as 'backup' | 'drill', now)
  const findings = await examine(
    db,
    config,
    () => lookAtTemporal(config.temporal),
    now,
    Number.POSITIVE_INFINITY,
  )
  await db.destroy()
  if (process.argv.includes('--json')) console.log(JSON.stringify(findings))
  else
    for (const found of findings) {
      const { title, text, todo } = wordsOf(found, translator('en'), (at) => at)
      console.log(`${signs[found.state]} ${title}: ${text}`)
      for (const name of found.names ?? []) console.log(`    ${name}`)
      if (todo) console.log(`    → ${todo}`)
    }
  process.exitCode = findings.some(({ state }) => state === 'bad') ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
