import { type Forgotten, forgetNext } from '../db/forgetting/forget.js'
import { endRun, isSweepDue, noteSweep } from '../db/forgetting/retention.js'
import { sweepFiles } from '../db/forgetting/sweep.js'
import { type Instant, swissDate } from '../domain/dates.js'
import type { RetentionKind } from '../domain/retention.js'
import type { Deps } from './index.js'

export const retentionActivities = ({ db }: Deps) => ({
  /** Forgets the next of a kind that has been kept long enough. */
  forgetNext(kind: RetentionKind, after: string, at: Instant): Promise<Forgotten> {
    return forgetNext(db, kind, after, { actor: 'system', at })
  },

  /** Ends the run of the day. */
  endRetention(at: Instant): Promise<void> {
    return endRun(db, swissDate(at), { actor: 'system', at })
  },

  /** Writes the files of the database anew, if names were deleted since it was done last. */
  async sweepFiles(at: Instant): Promise<void> {
    if (!(await isSweepDue(db))) return
    await sweepFiles(db)
    await noteSweep(db, swissDate(at), new Date().toISOString())
  },
})
