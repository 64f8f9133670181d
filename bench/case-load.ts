import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { Config } from '../config.js'
import { demoPassword, demoSecret, userId } from '../demo/accounts.js'
import { paper } from '../demo/papers.js'
import { draftCase } from '../test/crash/cases.js'
import type { Part, Stack } from '../test/stack.js'
import { openAwaited } from './awaited.js'
import { processorOf } from './processor.js'
import { openSender } from './sender.js'
import { csrfToken, signIn } from './session.js'
import { anotherSession, type Moments, type Pair, wholeCase } from './whole-case.js'

/** The processes that a case goes through. */
export const parts = ['portal', 'worker', 'temporal'] as const

/** Whole cases that were sent, and what they took. */
export interface Run {
  ids: string[]
  moments: Moments[]
  seconds: number
  /** Milliseconds of processor and statements, by process. */
  used: Record<string, { processor: number; statements: number }>
}

/** So many cases at once, so many times: each is sent, taken, approved and shown. */
export async function run(
  stack: Stack,
  db: Knex,
  pairs: Pair[],
  concurrent: number,
  rounds: number,
): Promise<Run> {
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

/** So many of each side, with sessions of their own. */
export async function signedIn(
  stack: Stack,
  db: Knex,
  { sessionSecret }: Pick<Config, 'sessionSecret'>,
  together: number,
): Promise<Pair[]> {
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

/** Milliseconds of processor and statements so far. */
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
