import SqliteClient from 'knex/lib/dialects/sqlite3/index.js'

/** Where a process kills itself: at the transaction that writes this audit entry, once. */
export interface Kill {
  action: string
  at: 'within' | 'before-commit' | 'after-commit'
}

interface Query {
  sql: string
  bindings?: unknown[]
}

// Preloaded into a real process. `within`: the transaction has begun and written; `after-commit`: nobody has heard of it yet.
const kill: Kill = JSON.parse(process.env.KILL ?? '{}')
const marked = new WeakSet<object>()
const prototype = SqliteClient.prototype as unknown as {
  _query(connection: object, query: Query): Promise<unknown>
}
const run = prototype._query
const die = () => process.kill(process.pid, 'SIGKILL')

prototype._query = async function dieThere(connection, query) {
  const isEntry = /insert into .audit./.test(query.sql) && (query.bindings ?? []).includes(kill.action)
  if (isEntry) marked.add(connection)
  const isCommit = /^commit/i.test(query.sql) && marked.has(connection)
  if ((isEntry && kill.at === 'within') || (isCommit && kill.at === 'before-commit')) die()
  const result = await run.call(this, connection, query)
  if (isCommit && kill.at === 'after-commit') die()
  return result
}
