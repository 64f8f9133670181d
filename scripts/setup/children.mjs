import { spawn } from 'node:child_process'
import { createWriteStream, openSync, renameSync, statSync } from 'node:fs'
import { relative } from 'node:path'
import { createInterface } from 'node:readline'
import { gist } from './run.mjs'
import { say, trouble } from './say.mjs'

const graceMs = 35_000

/**
 * Starts a program that stays. All it prints goes to `log` (the log of the run before is kept as `….previous`).
 * `ready` resolves with the match of `readyLine`, and rejects with a trouble when the program ends before or
 * `readyMs` pass; `ended` resolves with a sentence about how it ended; `stop()` asks it to end and kills it after 35 s.
 */
export function startChild({ name, command, args, cwd, env, uid, gid, log, readyLine, readyMs = 90_000 }) {
  // A device such as /dev/null is no log of a run before: the whole machine would miss it.
  if (statSync(log, { throwIfNoEntry: false })?.isFile()) renameSync(log, `${log}.previous`)
  const written = createWriteStream(log, { fd: openSync(log, 'w') }) // opened at once: what cannot be written is said now
  // A process group of its own: Ctrl-C in the terminal reaches only us, and we stop the programs in their order.
  const detached = process.platform !== 'win32'
  const child = spawn(command, args, { cwd, env, uid, gid, detached, stdio: ['ignore', 'pipe', 'pipe'] })
  let tail = ''
  let stopping = false

  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`))
    child.once('close', (code, signal) =>
      resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`),
    )
  })
  const ready = new Promise((resolve, reject) => {
    const fail = (how) => reject(stoppedBy(name, how, tail, log))
    const timer = setTimeout(() => fail(`was not ready after ${readyMs / 1000} s`), readyMs)
    ended.then((how) => {
      clearTimeout(timer)
      fail(how)
    })
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        written.write(`${line}\n`)
        tail = `${tail}\n${line}`.slice(-8000)
        const match = readyLine?.exec(line)
        if (match) {
          clearTimeout(timer)
          resolve(match)
        }
        showError(name, line, log)
      })
    }
  })
  ready.catch(() => {})
  const told = ended.then(() => new Promise((done) => written.end(done)))

  return {
    name,
    pid: child.pid,
    ready,
    ended,
    /** Calls back with a trouble when the program ends although nobody asked it to. */
    onFailure: (tell) => ended.then((how) => stopping || tell(stoppedBy(name, how, tail, log))),
    /** Whether it still runs. */
    alive: () => child.exitCode === null && child.signalCode === null && child.pid !== undefined,
    async stop(signal = 'SIGTERM') {
      stopping = true
      child.kill(signal)
      const kill = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await told // the log is whole
      clearTimeout(kill)
    },
    kill: () => child.kill('SIGKILL'),
  }
}

function stoppedBy(name, how, tail, log) {
  return trouble(`${capital(name)} ${how}:\n${gist(tail)}`, `The whole log is in ${relative('', log)}`)
}

const capital = (name) => name[0].toUpperCase() + name.slice(1)

const shown = new Map()

// Structured log lines of level error and above, at most one every half minute for each program.
function showError(name, line, log) {
  if (!/"level":\s*"?([56]0|error|fatal)\b/.test(line) || Date.now() - (shown.get(name) ?? 0) < 30_000) return
  shown.set(name, Date.now())
  const message = line.match(/"msg":\s*"((?:[^"\\]|\\.)*)"/)?.[1] ?? 'an error'
  say(`! ${capital(name)}: ${message} (see ${relative('', log)})`)
}
