import { readConfig } from '../../config.js'
import type { Vault } from '../../db/seal.js'
import { callAll, lettersSent, reminded, setRung } from './called.js'
import type { Bench } from './costs.js'
import { declared, type Way, ways } from './declared.js'
import { type Asked, insertEmployers } from './employers.js'
import { type Cost, costOf, often, pause } from './measure.js'
import type { Costs, Step } from './steps.js'

const first = 20
const called = often(160)
const lettered = often(60)
const each = often(25)
const warming = 4
/** Seconds in which procedures fall asleep and the worker that is to wake them is started and practises. */
const ahead = 150

/**
 * The call for the wages of a year as the clock makes it, its reminders and letters, and what answers it in each way. Reminders and letters meet a
 * worker that has forgotten the procedures meanwhile, as after weeks.
 */
export async function measureCalled(
  bench: Bench,
  vault: Vault,
): Promise<Pick<Costs, 'call' | 'reminder' | 'letter' | Way>> {
  const { stack, db } = bench
  const config = readConfig(stack.env)
  await insertEmployers(db, vault, 0, first)
  await callAll(config, db)
  // as many answer in each way as are measured
  const asked = await insertEmployers(
    db,
    vault,
    first,
    Math.max(called, lettered + ways.length * (warming + each)),
  )
  const call = await costOf('call', bench, asked.length, () => callAll(config, db))
  const drafts = await draftsOf(bench, asked)
  const reminder = await woken('reminder', bench, drafts, 'remind', reminded)
  const letter = await woken('letter', bench, drafts.slice(0, lettered), 'expire', lettersSent)
  const rest = asked.slice(lettered).map((it, n) => ({ asked: it, id: drafts[lettered + n] ?? '' }))
  const byWay = {} as Record<Way, Cost>
  let nth = 0
  const one = async (way: Way) => {
    const next = rest.shift()
    if (!next) throw new Error('nobody is left to declare')
    await declared(way, { ...bench, ...next, url: stack.url, config, from: `10.9.0.${++nth}` })
  }
  const several = async (way: Way, times: number) => {
    for (let n = 0; n < times; n++) await one(way)
  }
  for (const way of ways) {
    await several(way, warming)
    byWay[way] = await costOf(way, bench, each, () => several(way, each))
  }
  return { call, reminder, letter, ...byWay }
}

/** The drafts that were opened for employers, in their order. */
async function draftsOf({ db }: Bench, asked: Asked[]): Promise<string[]> {
  const rows = await db('mutations').whereNotNull('subjectKey').select('id', 'employerId')
  const ids = new Map(rows.map(({ id, employerId }) => [employerId, id]))
  return asked.map(({ employerId }) => ids.get(employerId) ?? '')
}

/** What it costs when the clock wakes many procedures at one moment, each. */
async function woken(
  step: Step,
  bench: Bench,
  ids: string[],
  act: 'remind' | 'expire',
  done: (db: Bench['db'], ids: string[]) => Promise<void>,
): Promise<Cost> {
  const { stack, db, practise } = bench
  const at = Date.now() + ahead * 1000
  await setRung(db, ids, act, at)
  await stack.stop('worker', 'SIGTERM')
  await stack.startWorker()
  await practise(15)
  const left = (at - Date.now()) / 1000
  if (left < 4) throw new Error('the worker was ready too late for what it was to be woken by')
  await pause(left - 2)
  return costOf(step, bench, ids.length, () => done(db, ids))
}
