import { AsyncLocalStorage } from 'node:async_hooks'
import type { Knex } from 'knex'

/** Everything: the office, the worker, and pages of nobody's employer. */
const everything = '*'
const scopes = new AsyncLocalStorage<string>()

/**
 * Does some work for one employer: on PostgreSQL its connections then see no row of another, whatever a query forgets to ask for
 * (the policies of migrations/*_row_security.ts). The second net; the first is `employerId` in every query.
 */
export const withinEmployer = <Result>(employerId: string, work: () => Result): Result =>
  scopes.run(employerId, work)

/** Does some work for several employers at once, such as all for which somebody acts. */
export const withinEmployers = <Result>(employerIds: string[], work: () => Result): Result =>
  scopes.run(employerIds.join(','), work)

interface Connection {
  query(sql: string, values: string[]): Promise<unknown>
  /** What this connection sees. A new one sees nothing. */
  portalScope?: string
}

/**
 * Tells each connection of a pool what it may see, whenever it is taken out: what an earlier user has left does not matter.
 * That costs a statement only when the connection changes hands between employers.
 */
export function scopeConnections(db: Knex): Knex {
  const take = db.client.acquireConnection.bind(db.client)
  db.client.acquireConnection = async (): Promise<Connection> => {
    const connection: Connection = await take()
    const scope = scopes.getStore() ?? everything
    if (connection.portalScope === scope) return connection
    try {
      await connection.query("select set_config('portal.employer', $1, false)", [scope])
      connection.portalScope = scope
      return connection
    } catch (error) {
      connection.portalScope = undefined
      await db.client.releaseConnection(connection)
      throw error
    }
  }
  return db
}
