import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { megabytesOf } from '../test/memory.js'
import { freePort } from '../test/stack.js'
import { spread } from './spread.js'
import { table } from './table.js'

const times = 5
const idleSeconds = 60

/** `npm start` in an office that is there already, until it says that it is ready; and what its processes hold after a minute in which nobody asks for anything. */
export async function benchStart(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'portal-start-'))
  const env = { ...process.env, DATA_DIR: dir, PORT: String(await freePort()) }
  try {
    await (await start(env)).stop() // makes the office
    const seconds: number[] = []
    for (let n = 0; n < times; n++) {
      const started = await start(env)
      seconds.push(started.seconds)
      if (n === times - 1) {
        await pause(idleSeconds * 1000)
        table('Memory after an idle minute', memoryRows(started.child.pid ?? 0))
      }
      await started.stop()
    }
    const { p50 } = spread(seconds.map((it) => it * 1000))
    table('npm start, from the second on', [
      { times, 'ready after, s': p50 / 1000, longest: Math.max(...seconds) },
    ])
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

interface Started {
  child: ChildProcess
  /** As `npm start` itself says. */
  seconds: number
  stop(): Promise<void>
}

/** Throws what it said when it ends before it is ready. */
function start(env: NodeJS.ProcessEnv): Promise<Started> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const stop = async () => {
    child.kill('SIGINT')
    await ended
  }
  let said = ''
  return new Promise((done, failed) => {
    child.stdout.on('data', (text) => {
      said += text
      const ready = /Ready in ([\d.]+) s/.exec(said)?.[1]
      if (ready) done({ child, seconds: Number(ready), stop })
    })
    child.once('exit', () => failed(new Error(`npm start ended: ${said}`)))
  })
}

/** The processes that were started, by what they run. */
function memoryRows(parent: number) {
  const children = readdirSync('/proc').filter((it) => /^\d+$/.test(it) && parentOf(it) === parent)
  return children.map((pid) => {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    const program = words.find((it) => /(server|worker)\.ts$/.test(it)) ?? words[0]?.split('/').pop() ?? pid
    return { process: program, MB: megabytesOf(Number(pid)) }
  })
}

function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1])
  } catch {
    return 0 // it has ended meanwhile
  }
}
