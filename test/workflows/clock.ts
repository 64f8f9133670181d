import { Client } from '@temporalio/client'
import { type Duration, msToNumber } from '@temporalio/common/lib/time.js'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { after } from 'mocha'
import { nextTimer, setClock } from './clock-in-workflows.js'

/** A Temporal server with a clock that a test can move. */
export type Clock = Awaited<ReturnType<typeof movedClock>>

/** Where the workflows find the clock that `movedClock` moves. */
export const clockInWorkflows = new URL('./clock-in-workflows.ts', import.meta.url).pathname

let server: TestWorkflowEnvironment | undefined
after(() => server?.teardown())

/**
 * A real Temporal server, and a clock for the workflows on it that jumps from one timer to the next when a test lets time pass, each time once
 * everything is done that the last jump set off. `begin` is the moment at which it stands at first, by default now.
 */
export async function movedClock(begin?: string) {
  server ??= await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'existing-path', path: process.env.TEMPORAL_BINARY ?? '' } },
  })
  let ahead = begin ? Date.parse(begin) - Date.now() : 0
  const remember = <I extends { options: { memo?: Record<string, unknown> } }>(input: I): I => ({
    ...input,
    options: { ...input.options, memo: { ...input.options.memo, ahead } },
  })
  const { nativeConnection, connection } = server
  const client = new Client({
    connection,
    interceptors: {
      workflow: [
        {
          start: (input, next) => next(remember(input)),
          signalWithStart: (input, next) => next(remember(input)),
        },
      ],
    },
  })
  const now = () => Date.now() + ahead
  const handle = (id: string) => client.workflow.getHandle(id)
  const running = async (ids: string[]) => {
    const found = await Promise.all(ids.map(async (id) => ({ id, ...(await handle(id).describe()) })))
    return found.filter(({ status }) => status.name === 'RUNNING').map(({ id }) => id)
  }
  return {
    client,
    nativeConnection,
    now: async () => now(),
    /** Lets time pass for these workflows; `settled` answers once each of them sleeps or has ended. */
    async later(span: Duration, ids: string[], settled: () => Promise<void>): Promise<void> {
      const end = now() + msToNumber(span)
      for (;;) {
        await settled()
        const due = await Promise.all((await running(ids)).map((id) => handle(id).query(nextTimer)))
        const next = Math.min(...due.filter((at) => at !== null))
        ahead = Math.max(ahead, Math.min(next, end) - Date.now())
        for (const id of await running(ids)) await handle(id).signal(setClock, ahead)
        if (next > end) return settled()
      }
    },
    close: async () => {},
  }
}

/** Temporal's test server, which skips time by itself: histories are recorded on it, because its timers fire as in production. */
export async function skippedTime(begin?: string): Promise<Clock> {
  const path = process.env.TEMPORAL_TEST_SERVER ?? ''
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  })
  if (begin) await env.sleep(Date.parse(begin) - (await env.currentTimeMs()))
  return {
    client: env.client,
    nativeConnection: env.nativeConnection,
    now: () => env.currentTimeMs(),
    async later(span, _ids, settled) {
      await settled()
      await env.sleep(span)
    },
    close: () => env.teardown(),
  }
}
