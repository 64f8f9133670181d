import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Client } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import type { Duration } from '@temporalio/common/lib/time.js'
import { Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker'
import { type Activities, createActivities } from '../../activities/index.js'
import { createMailer } from '../../activities/mailer.js'
import { readConfig } from '../../config.js'
import { knock } from '../../courier.js'
import { migrate, openWithKeys } from '../../db/knex.js'
import { keepPromises, promisesToKeep } from '../../db/outbox.js'
import { createVault } from '../../db/seal.js'
import { bundled } from '../../workflow-code.js'
import type { workflowNames } from '../../workflows/names.js'
import { clockInWorkflows, movedClock, skippedTime } from './clock.js'

export type Office = Awaited<ReturnType<typeof openOffice>>

const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error }
let bundle: WorkflowBundleWithSourceMap | undefined
let quiet = false

/**
 * A whole office in which time can be skipped: database, worker, and a courier that knocks when told to. `spoil` puts something in the way of
 * what its worker does.
 */
export async function openOffice(
  settings: Record<string, string> = {},
  begin?: string,
  spoil = (activities: Activities): Activities => activities,
) {
  if (!quiet) Runtime.install({ logger: silent })
  quiet = true
  const dir = mkdtempSync(join(tmpdir(), 'portal-'))
  const queue = { TEMPORAL_TASK_QUEUE: basename(dir) }
  const config = readConfig({ DATA_DIR: dir, NODE_ENV: 'test', ...queue, ...settings })
  await migrate(config.databaseUrl)
  const db = openWithKeys(config)
  const recording = Boolean(process.env.RECORD_HISTORIES)
  const clock = await (recording ? skippedTime(begin) : movedClock(begin))
  bundle ??= await bundled(recording ? [] : [clockInWorkflows])
  const activities = createActivities({
    db,
    config,
    vault: createVault(config.dataKey),
    signer: null,
    mailer: createMailer(db, config.mail, 'localhost'),
    courier: { wake() {} },
  })
  const taskQueue = config.temporal.taskQueue
  const worker = await Worker.create({
    connection: clock.nativeConnection,
    taskQueue,
    workflowBundle: bundle,
    activities: spoil(activities),
    reuseV8Context: false, // each workflow has a clock of its own
  })
  const running = worker.run()
  const knocked = new Set<string>()
  return {
    db,
    client: clock.client,
    config,
    activities,
    vault: createVault(config.dataKey),
    /** The moment in which the workflows live, in milliseconds. */
    now: clock.now,
    /** Lets time pass once every workflow sleeps, and waits until they sleep again. */
    later: (span: Duration) =>
      clock.later(span, [...knocked], async () => {
        for (const id of knocked) await eventually(() => sleeps(clock.client, id), 35)
      }),
    /** Knocks once for every promise in the outbox, as the courier does. */
    async knock() {
      for (const it of await promisesToKeep(db)) {
        knocked.add(it.workflowId)
        await knock(clock.client, it, taskQueue)
        await keepPromises(db, [it])
      }
    },
    /** With RECORD_HISTORIES=1, keeps the history of a case so far; `replay.test.ts` holds later code against it. */
    async record(name: string, workflowId: string, kind: keyof typeof workflowNames = 'family-allowance') {
      if (!process.env.RECORD_HISTORIES) return
      await new Promise((done) => setTimeout(done, 500))
      const history = await clock.client.workflow.getHandle(workflowId).fetchHistory()
      const file = new URL(`../histories/${kind}-${name}.json`, import.meta.url)
      writeFileSync(file, `${historyToJSON(history)}\n`)
    },
    async close() {
      worker.shutdown()
      await running
      await clock.close()
      await db.destroy()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Events that ask for work, by their numbers: started, task scheduled or started, signaled, activity under way or done, timer fired. */
const working = [1, 5, 6, 8, 9, 10, 11, 12, 18, 26]

/** Whether a workflow waits for the clock or for news, or has ended: the last thing in its history asks for no work. */
async function sleeps(client: Client, workflowId: string): Promise<boolean> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory()
  return !working.includes(Number(events?.at(-1)?.eventType))
}

/** Waits until something holds that another process brings about. Fails after so many seconds. */
export async function eventually<T>(
  look: () => Promise<T | null | undefined | false>,
  seconds = 30,
): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const found = await look()
    if (found) return found
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`did not happen within ${seconds} seconds`)
}
