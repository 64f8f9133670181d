import { readConfig } from '../config.js'
import { openWithKeys } from '../db/knex.js'
import { openStack } from '../test/stack.js'
import { type Run, run, signedIn } from './case-load.js'
import { drawingTimes } from './decision-letter.js'
import { type Steps, stepsOf } from './history-steps.js'
import { table } from './table.js'
import type { Moments } from './whole-case.js'

const alone = 40
const together = 20
const each = 15

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
    const pairs = await signedIn(stack, db, config, together)
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
