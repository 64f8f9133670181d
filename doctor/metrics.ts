import { createServer } from 'node:http'
import type { Knex } from 'knex'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Config } from '../config.js'
import {
  mailsWaiting,
  openTasks,
  promisesWaiting,
  stoppedLanes,
  stuckMutations,
  type Waiting,
} from '../db/care/doctor.js'
import { swissDate } from '../domain/dates.js'
import { type MachineSettings, machineFigures } from './machine-figures.js'

/** How one request went. `route` is its path without ids. */
export interface Measured {
  method: string
  route: string
  status: number
  seconds: number
}

export interface Metrics {
  note(request: Measured): void
  stop(): Promise<void>
}

/**
 * Serves figures of this process and of the office to a monitoring, on a port of their own that no proxy forwards. They are counts and names of routes,
 * never an id or a name. Answers null where no port is set. Throws a sentence when it is taken.
 */
export async function startMetrics(
  db: Knex,
  config: Pick<Config, 'metrics'> & MachineSettings,
): Promise<Metrics | null> {
  const { metrics } = config
  if (!metrics) return null
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const look = officeFigures(db, registry)
  const lookAtMachine = machineFigures(db, config, registry)
  const requests = new Histogram({
    name: 'portal_http_request_seconds',
    help: 'Requests by route and status, until the last byte is handed over',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const server = createServer(async (req, res) => {
    if (req.method !== 'GET' || req.url !== '/metrics') return res.writeHead(404).end()
    await look(lookAtMachine)
    res.writeHead(200, { 'Content-Type': registry.contentType }).end(await registry.metrics())
  })
  await new Promise<void>((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      failed(error.code === 'EADDRINUSE' ? new Error(`METRICS_PORT ${metrics.port} is taken`) : error),
    )
    server.listen(metrics.port, metrics.host, done)
  })
  return {
    // whoever tries addresses that do not exist must not make new series
    note: ({ method, route, status, seconds }) =>
      requests.observe({ method, route: status === 404 ? 'unknown' : route, status }, seconds),
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** Figures that are the same whichever process tells them. Answers how to read them again. */
function officeFigures(db: Knex, registry: Registry): (more: () => Promise<void>) => Promise<void> {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `portal_${name}`, help, labelNames, registers: [registry] })
  const up = gauge(
    'database_up',
    'Whether the database answers; the figures of the office are as old as its last answer',
  )
  const promises = gauge('outbox_waiting', 'Promises to Temporal that are not kept yet')
  const promisesAge = gauge('outbox_oldest_seconds', 'Age of the oldest of them')
  const mails = gauge('mails_waiting', 'Mails that are owed')
  const mailsAge = gauge('mails_oldest_seconds', 'Age of the oldest of them')
  const stopped = gauge(
    'webhook_lanes_stopped',
    'Members of whom a system is told nothing until somebody looks',
  )
  const refused = gauge('mails_refused', 'Mails that the mail server has refused')
  const stuck = gauge(
    'reports_stuck',
    'Reports sent five minutes ago on which nobody has anything to do, at most 100',
  )
  const tasks = gauge('tasks_open', 'Open tasks by side, and whether they are overdue', ['side', 'overdue'])

  async function look(): Promise<void> {
    const now = new Date()
    const { owed, refused: turnedDown } = await mailsWaiting(db)
    tell(promises, promisesAge, await promisesWaiting(db), now)
    tell(mails, mailsAge, owed, now)
    refused.set(turnedDown.count)
    stopped.set(await stoppedLanes(db))
    stuck.set((await stuckMutations(db, new Date(now.getTime() - 5 * 60_000).toISOString(), 100)).length)
    for (const { side, overdue, count } of await openTasks(db, swissDate(now)))
      tasks.set({ side, overdue: String(overdue) }, count)
  }
  return (more) =>
    Promise.all([look(), more()]).then(
      () => up.set(1),
      () => up.set(0),
    )
}

function tell(count: Gauge, age: Gauge, waiting: Waiting, now: Date): void {
  count.set(waiting.count)
  age.set(waiting.oldest ? (now.getTime() - Date.parse(waiting.oldest)) / 1000 : 0)
}
