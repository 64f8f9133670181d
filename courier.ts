import { Client, Connection, WorkflowExecutionAlreadyStartedError } from '@temporalio/client'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import type { Config } from './config.js'
import { keepPromise, type Promised, promisesToKeep } from './db/outbox.js'
import { workflowNames } from './workflows/names.js'

/** Keeps the promises of the outbox. `wake` returns at once; nobody ever waits for Temporal. */
export interface Courier {
  wake(): void
  /** Whether Temporal answered the last time it was asked. */
  isReached(): Promise<boolean>
  stop(): Promise<void>
}

const everySeconds = 2
const deadline = () => Date.now() + 2500

/** Starts a courier. Any number of them may run: they do no harm to each other. */
export function startCourier(db: Knex, temporal: Config['temporal'], log: Logger): Courier {
  const connection = Connection.lazy({ address: temporal.address })
  const client = new Client({ connection, namespace: temporal.namespace })
  let sweeping: Promise<void> | null = null
  let again = false
  const wake = () => {
    again = true
    sweeping ??= sweep()
      .catch((error) => log.warn({ reason: error.message }, 'the outbox could not be read'))
      .finally(() => {
        sweeping = null
      })
  }
  const sweep = async () => {
    while (again) {
      again = false
      const promises = await promisesToKeep(db)
      const kept = await Promise.allSettled(promises.map((it) => deliver(db, client, temporal.taskQueue, it)))
      const failed = kept.filter((it) => it.status === 'rejected')
      if (failed.length > 0)
        log.warn({ failed: failed.length, reason: reasonOf(failed[0]) }, 'promises not kept yet')
      else if (promises.length === 100) again = true
    }
  }
  const clock = setInterval(wake, everySeconds * 1000)
  wake()
  return {
    wake,
    isReached: () =>
      client
        .withDeadline(deadline(), () => connection.healthService.check({}))
        .then(
          () => true,
          () => false,
        ),
    async stop() {
      clearInterval(clock)
      await sweeping
      await connection.close()
    },
  }
}

async function deliver(db: Knex, client: Client, taskQueue: string, promised: Promised): Promise<void> {
  const knock = () =>
    client.workflow.signalWithStart(workflowNames[promised.workflow], {
      workflowId: promised.workflowId,
      args: [promised.mutationId],
      signal: 'nudge',
      signalArgs: [],
      taskQueue,
      // A case that has ended stays ended; a mail round may begin anew.
      workflowIdReusePolicy: promised.workflow === 'post' ? 'ALLOW_DUPLICATE' : 'ALLOW_DUPLICATE_FAILED_ONLY',
    })
  try {
    await client.withDeadline(deadline(), knock)
  } catch (error) {
    // Completed: nobody waits any more. Anything else is unknown, not failed, so the row stays.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
  await keepPromise(db, promised)
}

const reasonOf = (result: PromiseSettledResult<void> | undefined) =>
  result?.status === 'rejected' ? String(result.reason?.message ?? result.reason) : undefined
