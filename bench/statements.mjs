// Loaded into a process before its program: counts the statements it gives SQLite, and writes the number down at SIGUSR2.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { Statement, Database } = createRequire(import.meta.url)('sqlite3')
let count = 0
for (const [type, names] of [
  [Statement, ['all', 'run', 'get', 'each']],
  [Database, ['exec']],
])
  for (const name of names) {
    const inner = type.prototype[name]
    type.prototype[name] = function (...args) {
      count++
      return inner.apply(this, args)
    }
  }
process.on('SIGUSR2', () => writeFileSync(`${process.env.DATA_DIR}/statements.${process.pid}`, String(count)))
