import { pino } from 'pino'
import type { Config } from './config.js'

/** Structured log lines on standard error, ids only. `part` says which process speaks. */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>, part: string) {
  return pino({ level: logLevel, base: { part }, formatters: { log: withoutValues } }, pino.destination(2))
}

/** A statement of SQL with its values, as knex puts it before what the database has said. */
const statement = /\b(?:insert into|update|delete from|select|with)\b[\s\S]* - (?=\S)/i

/** A line whose texts hold no statement of SQL: what was typed would stand in it. */
export function withoutValues(line: object): Record<string, unknown> {
  const told = Object.entries(line).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replace(statement, '(a statement) ') : value,
  ])
  return Object.fromEntries(told)
}
