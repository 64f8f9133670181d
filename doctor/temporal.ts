import {
  Client,
  Connection,
  isGrpcServiceError,
  ScheduleNotFoundError,
  WorkflowNotFoundError,
} from '@temporalio/client'
import type { Config } from '../config.js'
import type { Instant } from '../domain/dates.js'
import { scheduleIds } from '../schedules.js'
import { type Execution, executionIn, missing, momentOf } from './execution.js'
import type { Recorded } from './replay.js'

/** One of the portal's schedules, as Temporal knows it. */
export interface SeenSchedule {
  name: string
  isThere: boolean
  isPaused: boolean
  /** When it last began something, or was made. */
  lastAt: Instant | null
  /** How often it could not begin within two weeks. */
  missed: number
}

/** A workflow that runs, under which name, and since when. */
export interface Running {
  workflowId: string
  type: string
  begunAt: Instant
}

/** What the doctor asks Temporal. */
export interface TemporalView {
  /** All workflows that run. */
  running(): AsyncIterable<Running>
  /** Those a query of Temporal finds, running or not, the newest first. */
  found(query: string): AsyncIterable<Running>
  /** How many a query of Temporal finds. */
  count(query: string): Promise<number>
  /** When the last thing happened to a workflow; null where there is no such workflow. */
  lastEventAt(workflowId: string): Promise<Instant | null>
  /** What all workflows that run have done so far. */
  histories(): AsyncIterable<Recorded>
  /** What keeps a workflow from going on, in Temporal's words; null if nothing fails, or if there is no such workflow. */
  trouble(workflowId: string): Promise<string | null>
  /** How a workflow stands. */
  execution(workflowId: string): Promise<Execution>
  /** Lets Temporal forget a workflow that has ended, so that it may begin again. One that runs, or never was, stays as it is. */
  forgetEnded(workflowId: string): Promise<void>
  /** Stops a workflow, so that it may begin again at the top. One that has ended, or never was, stays as it is. */
  stop(workflowId: string, why: string): Promise<void>
  /** All schedules there should be. */
  schedules(): Promise<SeenSchedule[]>
  close(): Promise<void>
}

/** As gRPC numbers it. */
const notFound = 5

const deadline = (seconds = 5) => Date.now() + seconds * 1000

/** Connects to Temporal. Throws when it does not answer within seconds. */
export async function lookAtTemporal({
  address,
  tls,
  apiKey,
  namespace,
  taskQueue,
}: Config['temporal']): Promise<TemporalView> {
  const connection = await Connection.connect({ address, tls, apiKey, connectTimeout: 5000 })
  const client = new Client({ connection, namespace })
  async function* listed(query: string) {
    const list = client.workflow.list({ query, pageSize: 1000 })
    for await (const { workflowId, type, startTime } of list)
      yield { workflowId, type, begunAt: startTime.toISOString() }
  }
  const running = () => listed("ExecutionStatus='Running'")
  const nullIfMissing = (error: unknown) => {
    if (error instanceof WorkflowNotFoundError) return null
    throw error
  }
  return {
    running,

    found: listed,
    count: async (query) => (await client.workflow.count(query)).count,

    async lastEventAt(workflowId) {
      const asked = { namespace, execution: { workflowId }, maximumPageSize: 1 }
      const answer = await connection
        .withDeadline(deadline(), () => connection.workflowService.getWorkflowExecutionHistoryReverse(asked))
        .catch(nullIfUnknown)
      return momentOf(answer?.history?.events?.[0]?.eventTime)
    },

    async *histories() {
      for await (const { workflowId } of running())
        yield { workflowId, history: await client.workflow.getHandle(workflowId).fetchHistory() }
    },

    async trouble(workflowId) {
      const look = () => client.workflow.getHandle(workflowId).describe()
      const seen = await client.withDeadline(deadline(), look).catch(nullIfMissing)
      const activity = seen?.raw.pendingActivities?.find(({ attempt }) => (attempt ?? 0) > 1)
      if (activity)
        return `${activity.activityType?.name}: ${activity.lastFailure?.message ?? 'no reason given'}`
      const attempts = seen?.raw.pendingWorkflowTask?.attempt ?? 0
      return attempts > 1 ? `the procedure itself fails, ${attempts} times so far` : null
    },

    execution: (workflowId) =>
      client.withDeadline(deadline(), () =>
        client.workflow
          .getHandle(workflowId)
          .describe()
          .then(executionIn, (error) => nullIfMissing(error) ?? missing),
      ),

    async forgetEnded(workflowId) {
      const look = () =>
        client
          .withDeadline(deadline(), () => client.workflow.getHandle(workflowId).describe())
          .catch(nullIfMissing)
      for (let rounds = 0; rounds < 100; rounds++) {
        const seen = await look()
        if (!seen || seen.status.name === 'RUNNING') return
        const forgotten = { namespace, workflowExecution: { workflowId, runId: seen.runId } }
        await connection.workflowService.deleteWorkflowExecution(forgotten).catch(nullIfUnknown) // it is about to
        await new Promise((done) => setTimeout(done, 200))
      }
      throw new Error(`Temporal does not forget the workflow ${workflowId}.`)
    },

    async stop(workflowId, why) {
      await client
        .withDeadline(deadline(), () => client.workflow.getHandle(workflowId).terminate(why))
        .catch(nullIfMissing)
    },

    schedules: () =>
      Promise.all(
        scheduleIds(taskQueue).map(async (name) => {
          const look = () => client.schedule.getHandle(name).describe()
          const seen = await client.withDeadline(deadline(15), look).catch(absent)
          if (!seen) return { name, isThere: false, isPaused: false, lastAt: null, missed: 0 }
          const { info, state } = seen
          const last = info.recentActions.at(-1)?.takenAt ?? info.createdAt
          const missed = info.numActionsMissedCatchupWindow
          return { name, isThere: true, isPaused: state.paused ?? false, lastAt: last.toISOString(), missed }
        }),
      ),

    close: () => connection.close(),
  }
}

/** Null where Temporal says that it knows no such thing. Anything else is no answer about it. */
function nullIfUnknown(error: unknown): null {
  if (isGrpcServiceError(error) && error.code === notFound) return null
  throw error
}

/** Null where Temporal says that there is no such schedule. Anything else is no answer about it. */
function absent(error: unknown): null {
  if (error instanceof ScheduleNotFoundError) return null
  throw error
}
