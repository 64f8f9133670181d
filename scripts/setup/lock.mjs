import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from './run.mjs'
import { say, trouble } from './say.mjs'

/**
 * Takes the data directory for this `npm start`. Throws a trouble when another one is using it; when that one has died
 * and left programs behind, stops these first: a worker left over would answer the new portal's questions.
 * Returns `note(pids)`, to write down what was started, and `release()`.
 */
export async function takeLock(dataDir) {
  const file = join(dataDir, 'npm-start.json')
  if (existsSync(file)) {
    const { pid, children } = read(file)
    if (await isOurs(pid)) {
      throw trouble(
        `${dataDir} is in use by another npm start (process ${pid}).`,
        'Stop that one with Ctrl-C, or use another directory and port: DATA_DIR=./data-2 PORT=3001 npm start',
      )
    }
    for (const left of children) await stopLeftOver(left)
    rmSync(file, { force: true })
  }
  write(file, [], 'wx')
  return {
    note: (pids) => write(file, pids, 'w'),
    release: () => rmSync(file, { force: true }),
  }
}

function read(file) {
  try {
    const { pid, children = [] } = JSON.parse(readFileSync(file, 'utf8'))
    return { pid, children }
  } catch {
    return { pid: 0, children: [] } // cut off by a power loss: nobody holds it
  }
}

function write(file, children, flag) {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, children }), { flag })
  } catch (error) {
    if (error.code === 'EEXIST')
      throw trouble('Another npm start has just begun in this data directory.', 'Wait for that one.')
    throw error
  }
}

async function stopLeftOver(pid) {
  if (!(await isOurs(pid))) return
  say(`Stopping process ${pid}, left over by an npm start that was killed.`)
  process.kill(pid, 'SIGTERM')
  for (let waited = 0; waited < 35_000 && isAlive(pid); waited += 200) await sleep(200)
  if (isAlive(pid)) process.kill(pid, 'SIGKILL')
}

// Process numbers are given out again, after a restart of the machine almost surely: the command line tells.
async function isOurs(pid) {
  if (!pid || !isAlive(pid)) return false
  const command = await commandLine(pid)
  return command === undefined || /start\.mjs|server\.ts|worker\.ts|start-dev/.test(command)
}

async function commandLine(pid) {
  const file = `/proc/${pid}/cmdline`
  if (existsSync(file)) return readFileSync(file, 'utf8')
  const { code, output } = await run('ps', ['-o', 'command=', '-p', String(pid)], { timeoutMs: 5000 })
  return code === 0 ? output : undefined
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
