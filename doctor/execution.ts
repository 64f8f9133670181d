import type { WorkflowExecutionDescription } from '@temporalio/client'
import type { Instant } from '../domain/dates.js'

/**
 * How a procedure stands: it works at this moment, waits, tries a step again, fails itself, was stopped, or has ended. `missing`:
 * Temporal knows none of that id.
 */
export type Standing = 'working' | 'waiting' | 'retrying' | 'failing' | 'stopped' | 'ended' | 'missing'

/** What Temporal knows of one procedure; nothing of its contents. */
export interface Execution {
  standing: Standing
  startedAt: Instant | null
  endedAt: Instant | null
  /** Of the step that is tried again: its name, how often it was tried, what was wrong, and when it is tried next. */
  step?: { name: string; attempts: number; reason: string | null; nextAt: Instant | null }
  /** How often the procedure itself has failed in a row. */
  failures?: number
}

export const missing: Execution = { standing: 'missing', startedAt: null, endedAt: null }

/** Reads what Temporal has answered about a workflow. */
export function executionIn({ status, startTime, closeTime, raw }: Described): Execution {
  const times = { startedAt: startTime.toISOString(), endedAt: closeTime?.toISOString() ?? null }
  if (status.name === 'COMPLETED' || status.name === 'CONTINUED_AS_NEW')
    return { standing: 'ended', ...times }
  if (status.name !== 'RUNNING') return { standing: 'stopped', ...times }
  const tried = raw.pendingActivities?.find(({ attempt }) => (attempt ?? 0) > 1)
  if (tried)
    return {
      standing: 'retrying',
      ...times,
      step: {
        name: tried.activityType?.name ?? '?',
        attempts: (tried.attempt ?? 1) - 1,
        reason: tried.lastFailure?.message ?? null,
        nextAt: momentOf(tried.scheduledTime),
      },
    }
  const failures = (raw.pendingWorkflowTask?.attempt ?? 1) - 1
  if (failures > 0) return { standing: 'failing', ...times, failures }
  const isBusy = (raw.pendingActivities?.length ?? 0) > 0 || Boolean(raw.pendingWorkflowTask)
  return { standing: isBusy ? 'working' : 'waiting', ...times }
}

type Described = Pick<WorkflowExecutionDescription, 'status' | 'startTime' | 'closeTime' | 'raw'>

/** A moment of Temporal's protocol. */
export const momentOf = (time: Timestamp | null | undefined): Instant | null =>
  time?.seconds
    ? new Date(Number(time.seconds) * 1000 + Math.floor((time.nanos ?? 0) / 1e6)).toISOString()
    : null

interface Timestamp {
  seconds?: unknown
  nanos?: number | null
}
