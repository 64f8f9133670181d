import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startChild } from './children.mjs'
import { rememberedPort } from './ports.mjs'
import { run } from './run.mjs'
import { trouble } from './say.mjs'
import { temporalOptions } from './temporal-options.mjs'

// The development server forgets a closed workflow after 24 hours unless told otherwise.
const retention = '365d'

/**
 * Starts Temporal's development server with its store in `dataDir/temporal.db`, on the loopback port it had last time.
 * `TEMPORAL_UI_PORT` adds its web pages on that port. Returns the child, with its `address`; `untilReady()` resolves
 * once the namespace is there with a retention of a year.
 */
export async function startTemporal({ program, dataDir, namespace, env }) {
  const port = await rememberedPort(join(dataDir, 'temporal.port'))
  const address = `127.0.0.1:${port}`
  const log = join(dataDir, 'logs', 'temporal.log')
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--namespace', namespace]
  args.push(...temporalOptions(join(dataDir, 'temporal.db')))
  args.push(...(env.TEMPORAL_UI_PORT ? ['--ui-port', env.TEMPORAL_UI_PORT] : ['--headless']))
  const child = startChild({ name: 'the Temporal server', command: program, args, env, log })
  return {
    ...child,
    address,
    untilReady: () => Promise.race([child.ready, setRetention(program, address, namespace)]),
  }
}

/** Throws a trouble when nobody answers at `TEMPORAL_ADDRESS` (host:port) within 5 s. */
export async function checkTemporal(address) {
  const [host, port = '7233'] = address.split(':')
  const answered = await new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: 5000 }, () => resolve(true))
    socket.on('error', () => resolve(false)).on('timeout', () => resolve(false))
    socket.once('connect', () => socket.end())
  })
  if (answered) return
  throw trouble(
    `No Temporal server answers at ${address}, which TEMPORAL_ADDRESS names.`,
    'Start it, correct the address, or unset TEMPORAL_ADDRESS: then npm start brings a server of its own.',
  )
}

async function setRetention(program, address, namespace) {
  const args = [
    'operator',
    'namespace',
    'update',
    '-n',
    namespace,
    '--retention',
    retention,
    '--address',
    address,
  ]
  let last
  for (let attempt = 0; attempt < 60; attempt++) {
    last = await run(program, args, { timeoutMs: 10_000 })
    if (last.code === 0) return
    await sleep(500)
  }
  throw trouble(`The Temporal server at ${address} did not become ready: ${last.output.trim()}`)
}
