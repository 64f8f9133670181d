import { Client, Connection, WorkflowExecutionAlreadyStartedError } from '@temporalio/client'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import type { Config } from './config.js'
import { keepPromises, type Own, type Promised, promisesToKeep } from './db/outbox.js'
import type { Tracing } from './tracing/index.js'
import { beginsAnew, mayBeginAnew, queueOf, workflowNames } from './workflows/names.js'

/** Keeps the promises of the outbox. `wake` returns at once; nobody ever waits for Temporal. */
export interface Courier {
  wake(): void
  /** Whether Temporal answered the last time it was asked. */
  isReached(): Promise<boolean>
  stop(): Promise<void>
}

const everySeconds = 2
const lateAfterSeconds = 3
const atOnce = 10
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()
const deadline = () => Date.now() + 2500

/**
 * Starts a courier. Any number of them may run: they do no harm to each other. Woken, it carries what its own process
 * promises; every few seconds also what others have left lying, so that two rarely knock for the same promise.
 */
export function startCourier(
  db: Knex,
  temporal: Config['temporal'],
  own: Own,
  log: Logger,
  tracing: Pick<Tracing, 'carrying' | 'ofClient'> | null = null,
): Courier {
  const { address, tls, apiKey } = temporal
  const connection = Connection.lazy({ address, tls, apiKey })
  const interceptors = { workflow: tracing?.ofClient }
  const client = new Client({ connection, namespace: temporal.namespace, interceptors })
  const carry = async (promised: Promised) => {
    const queue = queueOf(promised.workflow, temporal.taskQueue)
    const keep = () => client.withDeadline(deadline(), () => knock(client, promised, queue))
    await (tracing ? tracing.carrying(promised, keep) : keep())
    const { workflowId, mutationId } = promised
    log.debug({ workflowId, mutationId }, 'promise kept')
  }
  const rounds = new Set<'own' | 'late' | 'all'>()
  let walking: Promise<void> | null = null
  let away = false
  const go = (...asked: ('own' | 'late' | 'all')[]) => {
    for (const round of asked) rounds.add(round)
    if (rounds.size > 0)
      walking ??= walk()
        .catch((error) => log.warn({ reason: error.message }, 'the outbox could not be read'))
        .finally(() => {
          walking = null
          go() // what was asked for while the last round ended
        })
  }
  const walk = async () => {
    for (const round of rounds) {
      rounds.delete(round)
      const promises = await promisesToKeep(db, bounds[round]())
      const kept = await deliverAll(promises)
      const failed = kept.filter((it) => it.status === 'rejected')
      away = failed.length > 0
      if (failed.length > 0)
        log.warn(
          { failed: failed.length, firstId: idOfFirst(promises, kept), reason: reasonOf(failed[0]) },
          'promises not kept yet',
        )
      else if (promises.length === 100) rounds.add(round)
    }
  }
  /** A few at a time, so that people are served in between; none of the rest while Temporal is away. */
  const deliverAll = async (promises: Promised[]) => {
    const ends: PromiseSettledResult<void>[] = []
    for (let from = 0; from < promises.length; from += atOnce) {
      const some = promises.slice(from, from + atOnce)
      const round = await Promise.allSettled(some.map(carry))
      await keepPromises(
        db,
        some.filter((_, nth) => round[nth]?.status === 'fulfilled'),
      )
      ends.push(...round)
      if (round.every((it) => it.status === 'rejected') && !(await isReached())) break
    }
    return ends
  }
  const isReached = () =>
    client
      .withDeadline(deadline(), () => connection.healthService.check({}))
      .then(
        () => true,
        () => false,
      )
  const bounds = {
    own: () => ({ own }),
    late: () => ({ notWithin: [ago(lateAfterSeconds), ago(-lateAfterSeconds)] as [string, string] }),
    all: () => ({}),
  }
  const clock = setInterval(() => (away ? go('own', 'late') : go('late')), everySeconds * 1000)
  go('all')
  return {
    // While Temporal is away, every submission would knock for all that wait: the clock does.
    wake: () => void (away || go('own')),
    isReached,
    async stop() {
      clearInterval(clock)
      await walking
      await connection.close()
    },
  }
}

/**
 * Starts the workflow that is promised to, or wakes it where it runs. One that has completed is left alone: nobody waits any more.
 * Rejects where Temporal did not take it, or nobody knows whether it did.
 */
export async function knock(client: Client, promised: Promised, taskQueue: string): Promise<void> {
  await client.workflow
    .signalWithStart(workflowNames[promised.workflow], {
      workflowId: promised.workflowId,
      args: [promised.mutationId],
      signal: 'nudge',
      signalArgs: [],
      taskQueue,
      workflowIdReusePolicy: mayBeginAnew(promised.workflow)
        ? 'ALLOW_DUPLICATE'
        : 'ALLOW_DUPLICATE_FAILED_ONLY',
      ...beginsAnew.whenStarted,
    })
    .catch((error) => {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
    })
}

const idOfFirst = (promises: Promised[], ends: PromiseSettledResult<void>[]) =>
  promises[ends.findIndex((it) => it.status === 'rejected')]?.workflowId

const reasonOf = (result: PromiseSettledResult<void> | undefined) =>
  result?.status === 'rejected' ? String(result.reason?.message ?? result.reason) : undefined
