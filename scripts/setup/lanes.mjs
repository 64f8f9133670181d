import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { filesToRunAgain, together } from './counts.mjs'
import { say, trouble } from './say.mjs'

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
 * Runs mocha with the arguments that were asked for: named tests as one process, everything in lanes, and in the end once more, alone, the few files in which
 * something failed. The first lane prints as it goes, another one when it has ended. Answers what each file counted, `first` and `again`; throws a trouble
 * where mocha ended before its time.
 */
export async function runMocha({ root, scratch, env, asked, atEnd }) {
  if (asked.some((arg) => arg.startsWith('test')))
    return { first: await run({ name: 'named', specs: [] }), again: {} }
  const counted = await Promise.all(lanes.map((lane, i) => run(lane, i > 0)))
  const first = together([...counted, await run(alone)])
  const specs = filesToRunAgain(first)
  return { first, again: specs.length > 0 ? await run({ name: 'again', specs }) : {} }

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
      child.once('close', resolve)
    })
    if (later) say(`\n${readFileSync(log, 'utf8')}`)
    return readCounts(counts, code)
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

function readCounts(file, code) {
  const counted = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  const failures = Object.values(counted ?? {}).some((it) => it.failures > 0)
  if (!counted || (code !== 0 && !failures))
    throw trouble('Mocha ended before it had run the tests.', 'What it printed above says why.')
  return counted
}
