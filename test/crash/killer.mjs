import PostgresClient from 'knex/lib/dialects/postgres/index.js'
import SqliteClient from 'knex/lib/dialects/sqlite3/index.js'
import pg from 'pg'
import sqlite3 from 'sqlite3'

// Preloaded into a real process. `within`: the transaction has begun and written; `after-commit`: nobody has heard of it yet. KILL is a `Kill` (kill.ts).
const kill = JSON.parse(process.env.KILL ?? '{}')
const die = () => process.kill(process.pid, 'SIGKILL')
// On SQLite transactions take turns: the next commit is this one's. On PostgreSQL it is that of the same connection.
let isMarked = false
const marked = new WeakSet()

function isEntry(sql, values) {
  const found = sql.startsWith('insert into audit') && values.includes(kill.action)
  if (found && kill.at === 'within') die()
  return found
}

const { all } = sqlite3.Statement.prototype
sqlite3.Statement.prototype.all = function dieThere(values, done) {
  isMarked ||= isEntry(this.sql, values)
  return all.call(this, values, done)
}

const { query } = pg.Client.prototype
pg.Client.prototype.query = function dieThere(asked, ...more) {
  if (isEntry(asked.text ?? '', asked.values ?? [])) marked.add(this)
  return query.call(this, asked, ...more)
}

for (const { prototype } of [SqliteClient, PostgresClient]) {
  const { _query } = prototype
  prototype._query = async function dieThere(connection, asked) {
    const isCommit = (isMarked || marked.has(connection)) && /^commit/i.test(asked.sql)
    if (isCommit && kill.at === 'before-commit') die()
    const result = await _query.call(this, connection, asked)
    if (isCommit && kill.at === 'after-commit') die()
    return result
  }
}
