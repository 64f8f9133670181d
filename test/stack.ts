import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { temporalOptions } from '../scripts/setup/temporal-options.mjs'
import { hasNamespace, lowPort, openCluster } from './cluster/temporal.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const execute = promisify(execFile)

export type Stack = Awaited<ReturnType<typeof openStack>>
export type Part = 'temporal' | Worker | Portal
export type Worker = 'worker' | 'worker-2'
export type Portal = 'portal' | 'portal-2'

/**
 * The real processes on free loopback ports, over a fresh demo office in a temporary folder. Each part can be
 * killed and started again; `kill` names the place where a process is to kill itself (see `crash/killer.mjs`). They are what `npm run build` has
 * written where it was told to run (TEST_BUILT, `built`), which start twice as fast. `cluster`: the folder with the programs of a Temporal cluster, which keeps its store on the PostgreSQL of
 * `DATABASE_URL`, instead of the development server; with `TEMPORAL_TLS_CERT` among the settings it asks for that certificate.
 * `before`: the folder of an earlier release, which makes the database and fills it before this one migrates it; `portal` and `worker` are then that release's.
 */
export async function openStack(
  settings: Record<string, string> = {},
  {
    built = process.env.TEST_BUILT === '1',
    cluster,
    before,
  }: { built?: boolean; cluster?: string; before?: string } = {},
) {
  const dir = mkdtempSync(join(tmpdir(), 'portal-stack-'))
  const [port, secondPort] = [await freePort(), await freePort()]
  const temporalPort = await (cluster ? lowPort() : freePort())
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    PORTAL_DEMO: '1',
    LOG_LEVEL: 'warn',
    DATA_DIR: dir,
    PORT: String(port),
    TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
    TEMPORAL_NAMESPACE: 'default',
    ...settings,
  }
  const { DATABASE_URL = '', TEMPORAL_TLS_CERT: cert, TEMPORAL_TLS_KEY: key } = settings
  const certificate = cert && key ? { cert, key } : null
  const store = cluster && (await openCluster(cluster, DATABASE_URL, dir, temporalPort, certificate))
  const children = new Map<Part, ChildProcess>()
  const log = (part: Part) => join(dir, `${part}.log`)
  const homeOf = (part: Part) => (before && !part.endsWith('-2') ? before : root)

  function launch(part: Part, command: string, args: string[], more: Record<string, string> = {}) {
    const out = openSync(log(part), 'a')
    const child = spawn(command, args, {
      cwd: homeOf(part),
      env: { ...env, ...more },
      stdio: ['ignore', out, out],
    })
    closeSync(out)
    children.set(part, child)
    return child
  }

  const program = (name: string) => (built ? [`dist/${name}.js`] : ['--import', 'tsx', `${name}.ts`])
  const runIn = (cwd: string, name: string, args: string[] = []) =>
    execute(process.execPath, [...program(`scripts/${name}`), ...args], { cwd, env })
  const node = (part: Worker | Portal, kill?: object, more: Record<string, string> = {}) => {
    const preload = kill ? ['--import', './test/crash/killer.mjs'] : []
    // as docs/operations.md has them started
    const args = part.startsWith('portal')
      ? ['--max-semi-space-size=64', ...preload, ...program('server')]
      : [...preload, ...program('worker')]

    return launch(part, process.execPath, args, {
      ...more,
      ...(kill && { KILL: JSON.stringify(kill) }),
      ...(part === 'portal-2' && { PORT: String(secondPort) }),
    })
  }

  const stack = {
    dir,
    env,
    url: `http://127.0.0.1:${port}`,
    secondUrl: `http://127.0.0.1:${secondPort}`,
    databaseUrl: settings.DATABASE_URL ?? join(dir, 'portal.db'),
    temporalStore: join(dir, 'temporal.db'),
    log: (part: Part) => readFileSync(log(part), 'utf8'),
    script: (name: string, ...args: string[]) => runIn(root, name, args),

    async startTemporal() {
      if (store) {
        await until(launch('temporal', store.command, store.args), () =>
          hasNamespace(temporalPort, certificate),
        )
        return
      }
      const args = ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(temporalPort)]
      args.push(...temporalOptions(join(dir, 'temporal.db')), '--log-level', 'error')
      const child = launch('temporal', process.env.TEMPORAL_BINARY ?? 'temporal', args)
      await until(child, () => answers(temporalPort))
    },
    async startPortal(kill?: object, part: Portal = 'portal') {
      const child = node(part, kill)
      const url = part === 'portal' ? stack.url : stack.secondUrl
      await until(child, async () => (await fetch(`${url}/healthz`)).ok)
    },
    async startWorker(kill?: object, part: Worker = 'worker', more: Record<string, string> = {}) {
      const before = countOf(log(part), 'Worker ready')
      const child = node(part, kill, more)
      // One that is to kill itself may have done so before it could say that it was ready.
      await until(child, async () => countOf(log(part), 'Worker ready') > before).catch((error) => {
        if (!kill || !stack.hasDied(part)) throw error
      })
    },
    start: (part: Part) => {
      if (part === 'temporal') return stack.startTemporal()
      return part === 'portal' || part === 'portal-2'
        ? stack.startPortal(undefined, part)
        : stack.startWorker(undefined, part)
    },
    signal: (part: Part, signal: NodeJS.Signals) => void children.get(part)?.kill(signal),
    async readiness(): Promise<Record<string, string>> {
      const answer = await fetch(`${stack.url}/readyz`).catch(() => null)
      return answer ? ((await answer.json()) as { dependencies: Record<string, string> }).dependencies : {}
    },
    pid: (part: Part) => children.get(part)?.pid,
    /** Whether a part has ended by itself. */
    hasDied: (part: Part) => {
      const child = children.get(part)
      return child !== undefined && (child.exitCode !== null || child.signalCode !== null)
    },
    exitCode: (part: Part) => children.get(part)?.exitCode,
    async stop(part: Part, signal: NodeJS.Signals = 'SIGKILL') {
      const child = children.get(part)
      if (!child || stack.hasDied(part)) return
      const ended = new Promise((done) => child.once('exit', done))
      child.kill(signal)
      await ended
    },
    async close() {
      for (const part of children.keys()) await stack.stop(part)
      if (store) await store.remove()
      rmSync(dir, { recursive: true, force: true })
    },
  }
  if (before) for (const name of ['migrate', 'seed', 'assets']) await runIn(before, name)
  await stack.script('migrate')
  return stack
}

async function until(child: ChildProcess, isReady: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1800; tries++) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${child.spawnfile} ended at its start`)
    if (await isReady().catch(() => false)) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`${child.spawnfile} was not ready within three minutes`)
}

function countOf(file: string, line: string): number {
  try {
    return readFileSync(file, 'utf8').split(line).length - 1
  } catch {
    return 0
  }
}

export async function freePort(wanted = 0): Promise<number> {
  const server = createServer()
  await new Promise<void>((done, failed) => server.once('error', failed).listen(wanted, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

async function answers(port: number): Promise<boolean> {
  const { Connection } = await import('@temporalio/client')
  const connection = await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: 1000 })
  await connection.workflowService.describeNamespace({ namespace: 'default' })
  await connection.close()
  return true
}
