import { pino } from 'pino'
import type { Config } from './config.js'

/** Structured log lines on standard error, ids only. `part` says which process speaks. */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>, part: string) {
  return pino({ level: logLevel, base: { part }, formatters: { log: withoutValues } }, pino.destination(2))
}

/** A statement of SQL with its values, as knex puts it before what the database has said. */
const statement = /\b(?:insert into|update|delete from|select|with)\b[\s\S]* - (?=\S)/i

/** What an error says, without the statement that knex puts before it. */
export const withoutStatement = (text: string): string => text.replace(statement, '(a statement) ')

/** A line whose texts hold no statement of SQL: what was typed would stand in it. */
export function withoutValues(line: object): Record<string, unknown> {
  const told = Object.entries(line).map(([name, value]) => [
    name,
    typeof value === 'string' ? withoutStatement(value) : value,
  ])
  return Object.fromEntries(told)
}
