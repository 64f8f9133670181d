import type { Request } from 'express'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import type { Config } from '../config.js'
import type { Courier } from '../courier.js'
import type { Vault } from '../db/seal.js'
import type { Metrics } from '../doctor/metrics.js'
import type { Signer } from '../documents/signing/signer.js'
import type { Instant } from '../domain/dates.js'
import type { Tracing } from '../tracing/index.js'
import type { Views } from './view/eta.js'

export type Clock = () => Instant

/** What the portal works with. */
export interface Deps {
  config: Config
  db: Knex
  vault: Vault
  /** Signs letters; null where the office does not. */
  signer: Signer | null
  courier: Pick<Courier, 'wake' | 'isReached'>
  log: Logger
  views: Views
  /** Told how each request went; null without a monitoring. */
  measured: Metrics['note'] | null
  /** Told the way of each request; null without a collector of traces. */
  tracing: Pick<Tracing, 'request'> | null
  clock: Clock
}

/** The dependencies of the app that serves this request. */
export const depsOf = (req: Request): Deps => req.app.locals.deps
