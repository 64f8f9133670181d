declare module 'knex/lib/dialects/sqlite3/index.js' {
  import type { Knex } from 'knex'

  type Connection = unknown
  interface Transaction {
    begin(connection: Connection): Promise<void>
    commit(connection: Connection, value: unknown): Promise<void>
    rollback(connection: Connection, error: unknown): Promise<void>
    query(connection: Connection, sql: string): Promise<void>
    trxClient: { query(connection: Connection, sql: string): Promise<unknown> }
    rollbackTo(connection: Connection, error: unknown): Promise<void>
    txid: string
    _completed: boolean
    _resolver(value: unknown): void
    _rejecter(error: unknown): void
  }
  export default class SqliteClient extends (Object as unknown as { new (...args: unknown[]): Knex.Client }) {
    _query(connection: object, asked: object): Promise<object>
    transaction(...args: unknown[]): Transaction
    destroyRawConnection(connection: object): Promise<void>
  }
}

declare module 'knex/lib/dialects/postgres/index.js' {
  import type { Knex } from 'knex'

  export default class PostgresClient extends (Object as unknown as {
    new (...args: unknown[]): Knex.Client
  }) {
    _query(connection: object, asked: object): Promise<object>
  }
}
