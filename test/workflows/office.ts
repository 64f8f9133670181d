import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { bundleWorkflowCode, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker'
import { createActivities } from '../../activities/index.js'
import { createMailer } from '../../activities/mailer.js'
import { readConfig } from '../../config.js'
import { migrate, openWithKeys } from '../../db/knex.js'
import { keepPromise, promisesToKeep } from '../../db/outbox.js'
import { createVault } from '../../db/seal.js'
import { mayBeginAnew, workflowNames } from '../../workflows/names.js'

export type Office = Awaited<ReturnType<typeof openOffice>>

const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error }
let bundle: WorkflowBundleWithSourceMap | undefined
let quiet = false

/** A whole office in which time can be skipped: database, worker, and a courier that knocks when told to. */
export async function openOffice(settings: Record<string, string> = {}) {
  if (!quiet) Runtime.install({ logger: silent })
  quiet = true
  const dir = mkdtempSync(join(tmpdir(), 'portal-'))
  const config = readConfig({ DATA_DIR: dir, NODE_ENV: 'test', ...settings })
  await migrate(config.databaseUrl)
  const db = openWithKeys(config)
  const path = process.env.TEMPORAL_TEST_SERVER ?? ''
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  })
  bundle ??= await bundleWorkflowCode({
    workflowsPath: new URL('../../workflows/index.ts', import.meta.url).pathname,
  })
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
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle: bundle,
    activities,
    stickyQueueScheduleToStartTimeout: '1s',
  })
  const running = worker.run()
  return {
    db,
    env,
    config,
    activities,
    vault: createVault(config.dataKey),
    /** Knocks once for every promise in the outbox, as the courier does. */
    async knock() {
      for (const it of await promisesToKeep(db)) {
        await env.client.workflow
          .signalWithStart(workflowNames[it.workflow], {
            workflowId: it.workflowId,
            args: [it.mutationId],
            signal: 'nudge',
            taskQueue,
            workflowIdReusePolicy: mayBeginAnew(it.workflow)
              ? 'ALLOW_DUPLICATE'
              : 'ALLOW_DUPLICATE_FAILED_ONLY',
          })
          .catch((error) => {
            if (error.name !== 'WorkflowExecutionAlreadyStartedError') throw error
          })
        await keepPromise(db, it)
      }
    },
    /** With RECORD_HISTORIES=1, keeps the history of a case so far; `replay.test.ts` holds later code against it. */
    async record(name: string, workflowId: string, kind: keyof typeof workflowNames = 'family-allowance') {
      if (!process.env.RECORD_HISTORIES) return
      await new Promise((done) => setTimeout(done, 500))
      const history = await env.client.workflow.getHandle(workflowId).fetchHistory()
      const file = new URL(`../histories/${kind}-${name}.json`, import.meta.url)
      writeFileSync(file, `${historyToJSON(history)}\n`)
    },
    async close() {
      worker.shutdown()
      await running
      await env.teardown()
      await db.destroy()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Waits until something holds that another process brings about. Fails with the last error after ten seconds. */
export async function eventually<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look()
    if (found) return found
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error('did not happen within ten seconds')
}
