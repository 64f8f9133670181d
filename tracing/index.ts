import type { WorkflowClientInterceptor } from '@temporalio/client'
import type { ActivityInterceptorsFactory, WorkerOptions } from '@temporalio/worker'
import type { Logger } from 'pino'
import type { Config } from '../config.js'
import type { Promised } from '../db/outbox.js'

/** What one process tells of the way of a report: request → courier → procedure → activity, as spans of one trace. */
export interface Tracing {
  /** Begins the span of a request. */
  request(about: { method: string; requestId: string }): RequestSpan
  /** Keeps a promise as a part of the trace in which it was made. */
  carrying(promised: Promised, keep: () => Promise<void>): Promise<void>
  /** For the client of Temporal: it hands the trace to the procedure. */
  ofClient: WorkflowClientInterceptor[]
  /** For a worker whose procedures were bundled with `traced`: its activities as spans, and where the spans of procedures go. */
  ofActivities: ActivityInterceptorsFactory[]
  sinks: WorkerOptions['sinks']
  /** Sends what is left. */
  stop(): Promise<void>
}

export interface RequestSpan {
  /** Does some work within the span: promises made in it belong to its trace. */
  within(work: () => void): void
  /** `route` is the path without ids. */
  end(answer: { route: string; status: number }): void
}

/** Starts tracing; null, and nothing of it is loaded, where no collector is set. `part` says which process it is. */
export async function startTracing(
  { tracing }: Pick<Config, 'tracing'>,
  part: string,
  log: Logger,
): Promise<Tracing | null> {
  if (!tracing) return null
  const { openTracing } = await import('./open.js')
  return openTracing(tracing, part, log)
}
