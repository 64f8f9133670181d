import { NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker'
import { createActivities } from './activities/index.js'
import { createMailer } from './activities/mailer.js'
import { type Config, readConfig } from './config.js'
import { startCourier } from './courier.js'
import { openDatabase } from './db/knex.js'
import { createVault } from './db/seal.js'
import { openSigner } from './documents/signing/open.js'
import { impersonalFailures } from './failures.js'
import { createLog } from './log.js'
import { keepSchedules } from './schedules.js'
import { endOnSurprise } from './surprises.js'
import { startTracing } from './tracing/index.js'
import { workflowCode } from './workflow-code.js'
import { beginsAnew, bulkQueue } from './workflows/names.js'

/** The worker's process: runs the procedures, and carries the promises they make. Drains on SIGTERM. */
async function work(config: Config): Promise<void> {
  const log = createLog(config, 'worker')
  endOnSurprise(log)
  if (config.production && !config.mail.smtpUrl)
    throw new Error('These settings are missing:\n  SMTP_URL: where mails are handed in')
  Runtime.install({ shutdownSignals: ['SIGTERM', 'SIGINT'], ...figures(config) })
  const vault = createVault(config.dataKey, config.oldDataKeys[0])
  const db = openDatabase(config.databaseUrl, vault)
  const tracing = await startTracing(config, 'worker', log)
  const courier = startCourier(db, config.temporal, 'post', log, tracing)
  const mailer = createMailer(db, config.mail, new URL(config.baseUrl).hostname)
  const activities = createActivities({
    db,
    vault,
    signer: await openSigner(config.signing),
    mailer,
    courier,
    config,
  })
  const connection = await connect(config.temporal, log)
  const workflowBundle = await workflowCode({ traced: tracing !== null })
  const { namespace, taskQueue } = config.temporal
  const queues = config.workerQueues
  const on = (queue: string, limits: Partial<WorkerOptions>) =>
    Worker.create({
      ...{ connection, namespace, taskQueue: queue, workflowBundle, activities },
      ...{ shutdownGraceTime: '20s', shutdownForceTime: '30s' },
      sinks: tracing?.sinks,
      interceptors: { activity: [...(tracing?.ofActivities ?? []), impersonalFailures] },
      ...beginsAnew.ofWorker,
      ...limits,
    })
  // a case waits for people for days: kept asleep are those of the last minutes only, so that a worker's memory does not grow with its age
  const ofClicks = { maxConcurrentActivityTaskExecutions: 20, maxCachedWorkflows: 200 }
  const ofBulk = { maxConcurrentActivityTaskExecutions: 10, maxCachedWorkflows: 100 }
  const workers = [
    ...(queues === 'bulk' ? [] : [await on(taskQueue, ofClicks)]),
    ...(queues === 'clicks' ? [] : [await on(bulkQueue(taskQueue), ofBulk)]),
  ]
  // a worker that may not make schedules still does all other work
  await keepSchedules(config.temporal).catch((error) =>
    log.error({ reason: error.message }, 'the schedules could not be made'),
  )
  console.log('Worker ready')
  try {
    await runAll(workers)
  } finally {
    await courier.stop()
    await connection.close()
    await tracing?.stop()
    await db.destroy()
  }
}

/** Runs them until the process is asked to end; when one fails, the others end as well. */
async function runAll(workers: Worker[]): Promise<void> {
  const running = workers.map((worker) =>
    worker.run().catch((error) => {
      for (const it of workers) if (it.getState() === 'RUNNING') it.shutdown()
      throw error
    }),
  )
  const ends = await Promise.allSettled(running)
  const failed = ends.find((it) => it.status === 'rejected')
  if (failed) throw failed.reason
}

/** Temporal's own figures of a worker, for a monitoring: tasks that failed, that waited, how long they took. */
const figures = ({ metrics }: Config) =>
  metrics && {
    telemetryOptions: { metrics: { prometheus: { bindAddress: `${metrics.host}:${metrics.port}` } } },
  }

/** Waits for Temporal: a worker may be started before it. */
async function connect(
  { address, tls, apiKey }: Config['temporal'],
  log: ReturnType<typeof createLog>,
): Promise<NativeConnection> {
  for (;;) {
    try {
      return await NativeConnection.connect({ address, tls, apiKey })
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.message : error }, 'Temporal does not answer yet')
      await new Promise((done) => setTimeout(done, 2000))
    }
  }
}

try {
  await work(readConfig())
  process.exit()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
