// npm start: the whole demo office on this machine, with nothing but Node.js and the package registries.
import { mkdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild } from './setup/children.mjs'
import { demoSignIns } from './setup/demo.mjs'
import { findTemporal } from './setup/find-temporal.mjs'
import { takeLock } from './setup/lock.mjs'
import { checkNode } from './setup/node-version.mjs'
import { installPackages } from './setup/packages.mjs'
import { checkPortFree, readPort } from './setup/ports.mjs'
import { gist, run } from './setup/run.mjs'
import { say, step, trouble } from './setup/say.mjs'
import { prepareShutDown } from './setup/shut-down.mjs'
import { checkTemporal, startTemporal } from './setup/temporal-server.mjs'

const began = Date.now()
// What a request makes is mostly gone with its answer: with more room for it, less is tidied up (docs/operations.md).
const roomForShortLives = ['--max-semi-space-size=64']
const root = fileURLToPath(new URL('..', import.meta.url))
const dataDir = resolve(process.env.DATA_DIR || join(root, 'data'))
const logs = join(dataDir, 'logs')
const env = {
  ...process.env,
  DATA_DIR: dataDir,
  PORT: process.env.PORT || '3000',
  PORTAL_DEMO: '1',
  TEMPORAL_NAMESPACE: process.env.TEMPORAL_NAMESPACE || 'default',
}
const children = []
const { shutDown, atEnd } = prepareShutDown()

try {
  await start()
} catch (error) {
  await shutDown(1, error)
}

async function start() {
  checkNode()
  refuseProduction()
  const port = readPort(env.PORT)
  await checkPortFree(port)
  mkdirSync(logs, { recursive: true })
  const lock = await takeLock(dataDir)
  atEnd(9, { stop: async () => lock.release() })
  await installPackages(root)

  const work = [provideTemporal(lock), step('Pages', () => script('assets')), database()]
  await Promise.all(work)
  const portal = launch(lock, 1, 'the portal', 'server.ts', /Portal ready: http:\/\/\S+/)
  const worker = launch(lock, 2, 'the worker', 'worker.ts', /Worker ready/)
  const [[readyLine]] = await Promise.all([
    step('Portal', () => portal.ready),
    step('Worker', () => worker.ready),
  ])

  say(`\n${readyLine}\n\n${demoSignIns()}`)
  say(
    `\nReady in ${((Date.now() - began) / 1000).toFixed(1)} s. Logs: ${relative('', logs) || '.'}. Ctrl-C stops it all.`,
  )
}

function refuseProduction() {
  if (process.env.NODE_ENV !== 'production') return
  throw trouble(
    'npm start sets up the demo office, which is refused where NODE_ENV=production.',
    'Run `npm run build` and start what it writes: docs/operations.md',
  )
}

async function provideTemporal(lock) {
  if (env.TEMPORAL_ADDRESS) return checkTemporal(env.TEMPORAL_ADDRESS)
  const program = await findTemporal()
  const temporal = await startTemporal({ program, dataDir, namespace: env.TEMPORAL_NAMESPACE, env })
  watch(lock, 3, temporal)
  env.TEMPORAL_ADDRESS = temporal.address
  await step('Temporal', temporal.untilReady)
}

async function database() {
  await step('Database', () => script('migrate'))
  await step('Demo office', () => script('seed', '--if-empty'))
}

async function script(name, ...args) {
  const file = join('scripts', `${name}.ts`)
  const { code, output } = await run(process.execPath, ['--import', 'tsx', file, ...args], { cwd: root, env })
  if (code !== 0) throw trouble(`${file} ended with code ${code}:\n${gist(output)}`)
}

function launch(lock, rank, name, file, readyLine) {
  const log = join(logs, `${file.replace('server', 'portal').replace('.ts', '')}.log`)
  const args = [...roomForShortLives, '--import', 'tsx', file]
  const itsEnv =
    rank === 2 && env.METRICS_PORT ? { ...env, METRICS_PORT: `${Number(env.METRICS_PORT) + 1}` } : env
  const child = startChild({ name, command: process.execPath, args, cwd: root, env: itsEnv, log, readyLine })
  watch(lock, rank, child)
  return child
}

function watch(lock, rank, child) {
  children.push(child.pid)
  lock.note(children)
  atEnd(rank, child)
  child.onFailure((error) => shutDown(1, error))
}
