import { Client, Connection } from '@temporalio/client'
import type { Knex } from 'knex'
import { pino } from 'pino'
import { readConfig } from '../config.js'
import { startCourier } from '../courier.js'
import { openWithKeys } from '../db/knex.js'
import { openStack } from '../test/stack.js'
import { agreement, answer, givenEmployee, submitted } from '../test/workflows/case.js'
import { spread } from './spread.js'
import { table } from './table.js'

/** Whole cases of two human steps (review and second review), with everybody answering at once. */
export async function benchCases(): Promise<void> {
  const stack = await openStack()
  const db = openWithKeys(readConfig(stack.env))
  const courier = startCourier(db, readConfig(stack.env).temporal, 'nudges', pino({ level: 'silent' }))
  try {
    await stack.startTemporal()
    await stack.startWorker()
    const ids = await givenEmployee(db)
    const run = () => wholeCase(db, ids, courier.wake)
    for (let warm = 0; warm < 5; warm++) await run()
    const rows = []
    for (const concurrent of [1, 20]) {
      const begun = performance.now()
      const rounds = concurrent === 1 ? 15 : 5
      const cases: Timed[] = []
      await Promise.all(
        Array.from({ length: concurrent }, async () => {
          for (let round = 0; round < rounds; round++) cases.push(await run())
        }),
      )
      const seconds = (performance.now() - begun) / 1000
      const task = spread(cases.map((it) => it.toTask))
      const whole = spread(cases.map((it) => it.whole))
      rows.push({
        concurrent,
        'submit → task, p50 ms': task.p50,
        'p95 ms ': task.p95,
        'whole case, p50 ms': whole.p50,
        'p95 ms': whole.p95,
        'cases/s': Math.round((cases.length / seconds) * 10) / 10,
      })
    }
    table('Cases of two human steps: one worker, Temporal development server', rows)
    const client = new Client({
      connection: await Connection.connect({ address: stack.env.TEMPORAL_ADDRESS }),
    })
    const latest = await db('mutations').orderBy('createdAt', 'desc').limit(40).select('id')
    const lengths: number[] = []
    for (const { id } of latest)
      lengths.push((await client.workflow.getHandle(id).fetchHistory()).events?.length ?? 0)
    const { p50, p95 } = spread(lengths)
    // One more where both couriers, the worker's and ours, knocked for the same promise.
    console.log(`\nHistory events of such a case: ${p50} (p95 ${p95})`)
  } finally {
    await courier.stop()
    await db.destroy()
    await stack.close()
  }
}

interface Timed {
  toTask: number
  whole: number
}

/** Milliseconds from the submission to the task, and to the closed case. */
async function wholeCase(
  db: Knex,
  ids: Awaited<ReturnType<typeof givenEmployee>>,
  wake: () => void,
): Promise<Timed> {
  const begun = performance.now()
  const id = await submitted(db, ids)
  wake()
  await seen(() =>
    db('tasks')
      .where({ id: `${id}/review/1` })
      .first('id'),
  )
  const toTask = performance.now() - begun
  await answer(db, `${id}/review/1`, await agreement(db, id, ['amount']))
  wake()
  await seen(() =>
    db('tasks')
      .where({ id: `${id}/second-review/1` })
      .first('id'),
  )
  await answer(db, `${id}/second-review/1`, { decision: 'agree', reason: '' }, 'desk2')
  wake()
  await seen(() => db('mutations').where({ id, status: 'closed' }).first('id'))
  return { toTask, whole: performance.now() - begun }
}

async function seen(look: () => Promise<unknown>): Promise<void> {
  for (;;) {
    if (await look()) return
    await new Promise((done) => setTimeout(done, 10))
  }
}
