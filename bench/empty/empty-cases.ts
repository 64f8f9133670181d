import { fileURLToPath } from 'node:url'
import { Client, Connection } from '@temporalio/client'
import { bundleWorkflowCode, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { openStack, type Stack } from '../../test/stack.js'
import { processorOf } from '../processor.js'
import { spread } from '../spread.js'
import { table } from '../table.js'
import { emptyCase, goOn } from './workflow.js'

const taskQueue = 'empty'
const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, log() {} }

/**
 * What Temporal itself takes for a case in which nothing is done: begun, told to go on, ended. No portal, no database, no page; client and
 * worker are this process. A whole case cannot be faster than this on the same machine.
 */
export async function benchEmptyCases(): Promise<void> {
  const stack = await openStack()
  Runtime.install({ logger: quiet })
  try {
    await stack.startTemporal()
    const address = stack.env.TEMPORAL_ADDRESS
    const [connection, native] = await Promise.all([
      Connection.connect({ address }),
      NativeConnection.connect({ address }),
    ])
    const workflowsPath = fileURLToPath(new URL('./workflow.ts', import.meta.url))
    const workflowBundle = await bundleWorkflowCode({
      workflowsPath,
      preloadModules: [workflowsPath],
      logger: quiet,
    })
    const worker = await Worker.create({ connection: native, taskQueue, workflowBundle })
    await worker.runUntil(async () => {
      const client = new Client({ connection })
      await measure(stack, client, 20, 300) // until both are warm
      table('An empty procedure', [
        await measure(stack, client, 1, 100),
        await measure(stack, client, 20, 600),
      ])
    })
    await Promise.all([connection.close(), native.close()])
  } finally {
    await stack.close()
  }
}

async function measure(stack: Stack, { workflow }: Client, concurrent: number, count: number) {
  const times: number[] = []
  let left = count
  const server = processorOf(stack.pid('temporal'))
  const own = process.cpuUsage()
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: concurrent }, async () => {
      while (left-- > 0) {
        const began = performance.now()
        const handle = await workflow.start(emptyCase, {
          taskQueue,
          workflowId: `${concurrent}-${count}-${left}`,
        })
        await handle.signal(goOn)
        await handle.result()
        times.push(performance.now() - began)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(own)
  const { p50, p95 } = spread(times)
  const each = (ms: number) => Math.round((ms / count) * 10) / 10
  return {
    'at once': concurrent,
    'p50 ms': p50,
    'p95 ms': p95,
    'a second': Math.round((count / seconds) * 10) / 10,
    'processor of Temporal, ms each': each(processorOf(stack.pid('temporal')) - server),
    'of client and worker': each((user + system) / 1000),
  }
}
