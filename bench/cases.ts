import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Knex } from 'knex'
import { type Config, readConfig } from '../config.js'
import { openWithKeys } from '../db/knex.js'
import { demoPassword, demoSecret, userId } from '../demo/accounts.js'
import { paper } from '../demo/papers.js'
import { draftCase } from '../test/crash/cases.js'
import { openStack, type Part, type Stack } from '../test/stack.js'
import { openAwaited } from './awaited.js'
import { drawingTimes } from './decision-letter.js'
import { type Steps, stepsOf } from './history-steps.js'
import { processorOf } from './processor.js'
import { openSender } from './sender.js'
import { csrfToken, signIn } from './session.js'
import { table } from './table.js'
import { anotherSession, type Moments, type Pair, wholeCase } from './whole-case.js'

const alone = 40
const together = 20
const each = 15
const parts = ['portal', 'worker', 'temporal'] as const

/**
 * Whole cases through the portal's own pages: a report is sent, the office takes and approves its task, the decision is written
 * and its message shown. First one after the other, with where the time goes; then with twenty people at an employer and twenty of the office at once.
 */
export async function benchCases(): Promise<void> {
  const stack = await openStack()
  const config = readConfig(stack.env)
  await stack.script('seed')
  Object.assign(stack.env, { NODE_OPTIONS: '--import ./bench/statements.mjs' })
  const db = openWithKeys(config)
  try {
    await stack.startTemporal()
    await Promise.all([stack.startPortal(), stack.startWorker()])
    const pairs = await signedIn(stack, db, config)
    await run(stack, db, pairs, together, 5) // until the programs are warm
    const one = await run(stack, db, pairs, 1, alone)
    const many = await run(stack, db, pairs, together, each)
    const steps = await stepsOf(config, [...one.ids, ...many.ids])
    const beside = phases(together, many, steps)
    const rows = phases(1, one, steps).map((it, n) => ({ ...it, ...beside[n] }))
    table('Where the time of a case goes, the middle of all', rows as Record<string, string | number>[])
    const drawing = median(await drawingTimes(db, config, one.ids[0] ?? ''))
    const events = median([...steps.values()].map((it) => it.events))
    table('A whole case', [summary(1, one), summary(together, many)])
    console.log(`\n${drawing} ms of that draw and sign the letter; ${events} events of history`)
    table('Processor and statements a case', [...costs(1, one), ...costs(together, many)])
  } finally {
    await db.destroy()
    await stack.close()
  }
}

interface Run {
  ids: string[]
  moments: Moments[]
  seconds: number
  /** Milliseconds of processor and statements, by process. */
  used: Record<string, { processor: number; statements: number }>
}

async function run(stack: Stack, db: Knex, pairs: Pair[], concurrent: number, rounds: number): Promise<Run> {
  const cases: { id: string; reference: string }[] = []
  const certificate = await paper('Geburtsurkunde', ['Muster'], new Date().toISOString())
  for (let n = 0; n < concurrent * rounds; n++) {
    const id = await draftCase(db, userId('hr@muster-bau.example'), certificate)
    cases.push(await db('mutations').where({ id }).first('id', 'reference'))
  }
  const ids = cases.map(({ id }) => id)
  const every = concurrent === 1 ? 2 : 10
  const awaited = { tasks: openAwaited(db, 'tasks', every), messages: openAwaited(db, 'messages', every) }
  const { send, close } = openSender(stack.url, concurrent * 2)
  const moments: Moments[] = []
  await pause(3000) // what the last run has left to be mailed
  const before = await usedBy(stack)
  const begun = performance.now()
  try {
    await Promise.all(
      pairs.slice(0, concurrent).map(async (pair) => {
        for (let it = cases.pop(); it; it = cases.pop())
          moments.push(await wholeCase(send, pair, awaited, it))
      }),
    )
    const seconds = (performance.now() - begun) / 1000
    await pause(2000)
    const after = await usedBy(stack)
    for (const [part, it] of Object.entries(after)) {
      it.processor -= before[part]?.processor ?? 0
      it.statements -= before[part]?.statements ?? 0
    }
    return { ids, moments, seconds, used: after }
  } finally {
    close()
    await Promise.all([awaited.tasks.close(), awaited.messages.close()])
  }
}

/** Twenty of each side, with sessions of their own. */
async function signedIn(stack: Stack, db: Knex, { sessionSecret }: Config): Promise<Pair[]> {
  const person = async (email: string, page: string) => {
    const cookie = await signIn(stack.url, email, demoPassword, demoSecret)
    return { cookie, token: await csrfToken(stack.url + page, cookie) }
  }
  const hr = await person('hr@muster-bau.example', '/e/muster-bau/employees')
  const desk = await person('desk@kasse.example', '/office')
  const another = async (who: Pair['hr']) => ({
    ...who,
    cookie: await anotherSession(db, who.cookie, sessionSecret),
  })
  const pairs: Pair[] = []
  for (let n = 0; n < together; n++) pairs.push({ hr: await another(hr), desk: await another(desk) })
  return pairs
}

async function usedBy(stack: Stack): Promise<Run['used']> {
  for (const part of ['portal', 'worker'] as const) stack.signal(part, 'SIGUSR2')
  await pause(100)
  const statements = (part: Part) =>
    part === 'temporal' ? 0 : Number(readFileSync(`${stack.dir}/statements.${stack.pid(part)}`, 'utf8'))
  const used: Run['used'] = {}
  for (const part of parts)
    used[part] = { processor: processorOf(stack.pid(part)), statements: statements(part) }
  used.bench = {
    processor: process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000,
    statements: 0,
  }
  return used
}

const median = (times: number[]) => {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 10) / 10
}

/** Where the time of a case goes, step by step: the middle of all cases. */
function phases(concurrent: number, { moments }: Run, steps: Map<string, Steps>) {
  const middle = (of: (it: Moments, at: Steps['at']) => number) =>
    median(moments.map((it) => of(it, steps.get(it.id)?.at ?? (() => Number.NaN))))
  const row = (step: string, of: (it: Moments, at: Steps['at']) => number) => [step, middle(of)]
  return [
    row('send: POST to 303', (it) => it.sent - it.begun),
    row('after the POST, until Temporal has it', (it, at) => at('workflowExecutionStarted') - it.sent),
    row('until the worker begins', (_, at) => at('workflowTaskStarted') - at('workflowExecutionStarted')),
    row('worker: papers, review opened', (it, at) => it.opened - at('workflowTaskStarted')),
    row('desk shows it', (it) => it.listed - it.opened),
    row('taken: POST', (it) => it.taken - it.listed),
    row('opened: GET', (it) => it.looked - it.taken),
    row('approved: POST', (it) => it.decided - it.looked),
    row(
      'after the POST, until Temporal has it ',
      (it, at) => at('workflowExecutionSignaled', 1) - it.decided,
    ),
    row(
      'until the worker begins ',
      (_, at) => at('workflowTaskStarted', 1) - at('workflowExecutionSignaled', 1),
    ),
    row('worker: decision, letter, message', (it, at) => it.written - at('workflowTaskStarted', 1)),
    row('messages show it', (it) => it.shown - it.written),
    row('whole case', (it) => it.shown - it.begun),
  ].map(([step, ms]) => ({ step, [`at once: ${concurrent}, ms`]: ms }))
}

function summary(concurrent: number, { moments, seconds }: Run) {
  const whole = moments.map((it) => it.shown - it.begun)
  return {
    'at once': concurrent,
    'whole case, p50 ms': median(whole),
    'cases/s': Math.round((moments.length / seconds) * 10) / 10,
  }
}

const costs = (concurrent: number, { used, moments, seconds }: Run) =>
  Object.entries(used).map(([part, { processor, statements }]) => ({
    'at once': concurrent,
    process: part,
    'processor, ms a case': Math.round((processor / moments.length) * 10) / 10,
    'of a core': `${Math.round(processor / seconds / 10)} %`,
    'statements a case': Math.round((statements / moments.length) * 10) / 10,
  }))
