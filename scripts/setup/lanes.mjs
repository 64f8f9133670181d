import { spawn } from 'node:child_process'
import { createWriteStream, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './say.mjs'

const files = '**/*.test.{ts,mjs}'
const folders = {
  processes: ['test/cluster', 'test/crash'],
  'browsers-and-house': ['test/journeys', 'test/pictures', 'test/house', 'test/salaries'],
  'faults-and-procedures': ['test/faults', 'test/tracing', 'test/workflows', 'test/documents'],
}

/** How quickly others are served while very many ask: once nothing else runs. */
const alone = { name: 'alone', specs: ['test/faults/overload.test.ts'] }

/** Tests that wait for processes that died, for browsers and for clocks run beside all others: the machine has more than one core. */
const lanes = [
  ...Object.entries(folders).map(([name, those]) => ({
    name,
    specs: [...those.map((folder) => `${folder}/${files}`), '--ignore', alone.specs[0]],
  })),
  {
    name: 'all-others',
    specs: [
      `test/${files}`,
      ...Object.values(folders)
        .flat()
        .flatMap((folder) => ['--ignore', `${folder}/**`]),
    ],
  },
]

/**
 * Runs mocha with the arguments that were asked for: named tests as one process, everything in lanes. The first lane prints as it goes, another one when it
 * has ended. Answers the worst exit code and the sums of `passes`, `failures` and `pending`; throws nothing for tests that fail.
 */
export async function runMocha({ root, scratch, env, asked, atEnd }) {
  const named = asked.some((arg) => arg.startsWith('test'))
  const running = named ? [{ name: 'named', specs: [] }] : lanes
  const results = await Promise.all(running.map((lane, i) => run(lane, i > 0)))
  if (running === lanes) results.push(await run(alone))
  return {
    code: Math.max(...results.map(({ code }) => code)),
    counts: results.map(({ counts }) => counts),
  }

  async function run(lane, later) {
    const counts = join(scratch, `${lane.name}.json`)
    const log = join(scratch, `${lane.name}.log`)
    rmSync(counts, { force: true })
    const command = ['node_modules/mocha/bin/mocha.js', '--reporter', './scripts/setup/mocha-reporter.cjs']
    const child = spawn(process.execPath, [...command, ...lane.specs, ...asked], {
      cwd: root,
      env: { ...env, TEST_COUNTS: counts },
      stdio: ['ignore', later ? 'pipe' : 'inherit', later ? 'pipe' : 'inherit'],
    })
    if (later) keep(child, log)
    atEnd(0, { stop: () => end(child), kill: () => child.kill('SIGKILL') })
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => resolve(code ?? 1))
    })
    if (later) say(`\n${readFileSync(log, 'utf8')}`)
    return { code, counts: readCounts(counts) }
  }
}

function keep(child, log) {
  const file = createWriteStream(log)
  child.stdout.pipe(file, { end: false })
  child.stderr.pipe(file, { end: false })
  child.once('close', () => file.end())
}

function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  return new Promise((resolve) => child.once('close', resolve))
}

/** What mocha counted, or nothing when it ended before its time. */
function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
