import { type ConfiguredSpans, spansOn } from '../db/deadlines.js'
import { swissDate } from '../domain/dates.js'
import type { Deps } from './deps.js'

/** The office's own deadlines as they are in force today, in days. */
export const spansNow = ({ db, clock, config }: Deps): Promise<ConfiguredSpans> =>
  spansOn(db, swissDate(clock()), config.spans)
