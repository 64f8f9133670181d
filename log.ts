import { pino } from 'pino'
import type { Config } from './config.js'

/** Structured log lines on standard error, ids only. `part` says which process speaks. */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>, part: string) {
  return pino({ level: logLevel, base: { part } }, pino.destination(2))
}
