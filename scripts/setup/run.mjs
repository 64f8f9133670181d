import { spawn } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const running = new Set()

/**
 * Runs a command to its end. Resolves with its exit code (127 when it could not be started, 124 when `timeoutMs` ran
 * out) and the end of what it printed; never rejects.
 */
export function run(command, args, { cwd, env, timeoutMs, uid, gid } = {}) {
  return new Promise((resolve) => {
    let output = ''
    let late = false
    const child = spawn(command, args, { cwd, env, uid, gid, stdio: ['ignore', 'pipe', 'pipe'] })
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000)
    }
    const timer = timeoutMs && setTimeout(() => (late = child.kill('SIGKILL')), timeoutMs)
    const end = (code) => {
      clearTimeout(timer)
      running.delete(child)
      resolve({ code, output })
    }
    running.add(child)
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    child.on('error', (error) => {
      keep(error.message)
      end(127)
    })
    child.on('close', (code) => end(late ? 124 : (code ?? 1)))
  })
}

/** Ends the commands that `run` has not finished yet. */
export function stopRunning() {
  for (const child of running) child.kill('SIGTERM')
}

/** Runs one of npm's own commands with the npm that called us, where one did. */
export function npm(args, options) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args], options)
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options)
}

/** The full path of an executable on the PATH of `env`, or undefined. */
export function onPath(name, env = process.env) {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name]
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const found = folder && names.map((file) => join(folder, file)).find(isExecutable)
    if (found) return found
  }
  return undefined
}

/** Whether the path is a file that may be executed. */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** What a person needs of a command's output: eight lines from the first that speaks of an error, else the last ones. */
export function gist(output, count = 8) {
  const lines = output.trimEnd().split('\n')
  const first = lines.findIndex((line) => /\berror\b|Error:/i.test(line))
  return (first < 0 ? lines.slice(-count) : lines.slice(first, first + count)).join('\n')
}
