import type { Knex } from 'knex'
import { openDatabase } from '../../db/knex.js'
import { testVault } from './databases.js'

/** A condition on the employer in a statement: the how manieth one of which text. */
export interface Site {
  sql: string
  nth: number
}

// not where it says whose are left out
const condition = /(?<!not )(?<![`"\w.])(?:[`"]?\w+[`"]?\.)?[`"]?employer_id[`"]? = (?:\?\d*|\$\d+)/g

/** Opens a SQLite database that forgets one condition on the employer, if one is named, and tells which ones it has met. */
export function openForgetful(url: string, forgotten: Site | null): { db: Knex; met: Site[] } {
  const db = openDatabase(url, testVault)
  const met: Site[] = []
  const rewrite = (sql: string): string => {
    let nth = -1
    return sql.replace(condition, (match) => {
      nth++
      if (!met.some((site) => site.sql === sql && site.nth === nth)) met.push({ sql, nth })
      // the values stay where they are: only what they are compared with does not count any more
      return forgotten?.sql === sql && forgotten.nth === nth ? `(${match} or 1 = 1)` : match
    })
  }
  const client = db.client as { acquireRawConnection(): Promise<Connection> }
  const connect = client.acquireRawConnection.bind(client)
  client.acquireRawConnection = async () => {
    const connection = await connect()
    for (const verb of ['all', 'run', 'prepare'] as const) {
      const ask = connection[verb].bind(connection)
      connection[verb] = (sql, ...rest) => ask(rewrite(sql), ...rest)
    }
    return connection
  }
  return { db, met }
}

type Ask = (sql: string, ...rest: unknown[]) => unknown
type Connection = Record<'all' | 'run' | 'prepare', Ask>
