import { hostname } from 'node:os'
import { Client, Connection, type WorkflowHandle } from '@temporalio/client'
import type { Recorded } from '../../../doctor/replay.js'

type Event = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number]

/** News came in while the worker answered, and it is asked once more: that is no failure. */
const unhandledCommand = 1

/** What Temporal knows of all workflows there ever were. */
export interface Seen {
  histories: (Recorded & { type: string; workers: string[] })[]
  /** What failed, in a sentence each. */
  failures: string[]
}

/** Reads every history of a Temporal server. */
export async function readTemporal(address: string): Promise<Seen> {
  const connection = await Connection.connect({ address })
  const client = new Client({ connection })
  const seen: Seen = { histories: [], failures: [] }
  for await (const { workflowId, runId, type, status } of client.workflow.list()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory()
    const events = history.events ?? []
    seen.histories.push({ workflowId, history, type, workers: workersOf(events) })
    const reasons = events.flatMap(failureIn)
    if (!['RUNNING', 'COMPLETED', 'CONTINUED_AS_NEW'].includes(status.name)) reasons.push(status.name)
    for (const reason of reasons) seen.failures.push(`${type} ${workflowId}: ${reason}`)
  }
  await connection.close()
  return seen
}

/** The name under which Temporal knows the worker of a process of this machine. */
export const workerOf = (pid: number | undefined): string => `${pid}@${hostname()}`

const workersOf = (events: Event[]) => [
  ...new Set(events.flatMap((it) => it.workflowTaskCompletedEventAttributes?.identity ?? [])),
]

/** A procedure that failed, a step that failed, or one that is tried again because it did. */
function failureIn(event: Event): string[] {
  const task = event.workflowTaskFailedEventAttributes
  const failed = [
    Number(task?.cause) === unhandledCommand ? null : task?.failure,
    event.workflowExecutionFailedEventAttributes?.failure,
    event.activityTaskFailedEventAttributes?.failure,
    event.activityTaskStartedEventAttributes?.lastFailure,
    event.markerRecordedEventAttributes?.failure,
  ]
  return failed.flatMap((it) => (it?.message ? [it.message] : []))
}
