import SqliteClient from 'knex/lib/dialects/sqlite3/index.js'
import sqlite3 from 'sqlite3'

// Preloaded into a real process. `within`: the transaction has begun and written; `after-commit`: nobody has heard of it yet. KILL is a `Kill` (kill.ts).
const kill = JSON.parse(process.env.KILL ?? '{}')
let isMarked = false
const die = () => process.kill(process.pid, 'SIGKILL')

const statement = sqlite3.Statement.prototype
const all = statement.all
statement.all = function dieThere(values, done) {
  const isEntry = this.sql.startsWith('insert into audit') && values.includes(kill.action)
  if (isEntry && kill.at === 'within') die()
  // Transactions take turns: the next commit is this one's.
  isMarked ||= isEntry
  return all.call(this, values, done)
}

const client = SqliteClient.prototype
const query = client._query
client._query = async function dieThere(connection, asked) {
  const isCommit = isMarked && /^commit/i.test(asked.sql)
  if (isCommit && kill.at === 'before-commit') die()
  const result = await query.call(this, connection, asked)
  if (isCommit && kill.at === 'after-commit') die()
  return result
}
