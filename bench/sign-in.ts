import { generateSync } from 'otplib'
import { readConfig } from '../config.js'
import { openWithKeys } from '../db/knex.js'
import { createVault } from '../db/seal.js'
import { openStack, type Stack } from '../test/stack.js'
import { may } from '../web/access/may.js'
import { table as access } from '../web/access/table.js'
import { hashPassword, sealSeed } from '../web/sign-in/proof.js'
import type { Visit } from '../web/visit.js'
import { openSender, type Send } from './sender.js'
import { spread } from './spread.js'
import { table } from './table.js'

const password = 'Muster-Portal-2026'
const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const concurrent = 20
const people = 450
const queue = 200

/** Signing in with both factors, what others notice of two hundred who sign in at once, and what the question costs who may do what. */
export async function benchSignIn(): Promise<void> {
  // Each from an address of their own: one address may try a hundred passwords in a quarter of an hour.
  const stack = await openStack({ TRUST_PROXY: 'loopback' })
  try {
    await manyUsers(stack)
    await stack.startPortal()
    const { send, close } = openSender(stack.url, queue + 10)
    const signIn = signInOver(send)
    for (let n = 0; n < 20; n++) await signIn(n)
    const times: number[] = []
    let next = 20
    const begun = performance.now()
    await Promise.all(
      Array.from({ length: concurrent }, async () => {
        while (next < 100) times.push(await signIn(next++))
      }),
    )
    const seconds = (performance.now() - begun) / 1000
    table(`Signing in: password, code and the pages between, ${concurrent} at once`, [
      { ...named(spread(times)), 'sign-ins/s': Math.round((times.length / seconds) * 10) / 10 },
    ])
    const idle = await help(send, until(performance.now() + 4000))
    let waiting = queue
    const all = Array.from({ length: queue }, (_, n) => signIn(100 + n).finally(() => waiting--))
    const meanwhile = await help(send, () => waiting === 0)
    await Promise.all(all)
    table(`The help page, while ${queue} people sign in at once`, [
      { when: 'nobody signs in', ...idle },
      { when: `${queue} sign in`, ...meanwhile },
    ])
    table('Who may do what, in a page of a member', [authorisation(idle['p50 ms'])])
    table('A wrong password: does the time tell who has an account?', await guesses(send))
    close()
  } finally {
    await stack.close()
  }
}

/** So many people of one employer, each with a password and an authenticator app. */
export async function manyUsers(stack: Stack): Promise<void> {
  const db = openWithKeys(readConfig(stack.env))
  const vault = createVault(readConfig(stack.env).dataKey)
  const passwordHash = await hashPassword(password)
  const users = Array.from({ length: people }, (_, n) => ({
    ...{ id: `u${n}`, email: emailOf(n), name: `Berta Bench ${n}`, language: 'de', role: 'employer' },
    ...{ passwordHash, totpSeed: sealSeed(vault, `u${n}`, seed) },
  }))
  await db('employers').insert({
    ...{ id: 'e', memberNumber: '99.999', name: 'Bench AG', street: 'Musterweg 1', zip: '9000' },
    ...{ city: 'St. Gallen', canton: 'SG', language: 'de' },
  })
  await db.batchInsert('users', users, 50)
  await db.batchInsert(
    'mandates',
    users.map(({ id }) => ({ userId: id, employerId: 'e', role: 'member' })),
    50,
  )
  await db.destroy()
}

/** A wrong password for accounts that are there and for others, in turns, each once and from an address of its own. */
async function guesses(send: Send) {
  const times = { known: [] as number[], unknown: [] as number[] }
  for (let n = 0; n < 150; n++)
    for (const [kind, email] of [
      ['known', emailOf(300 + n)],
      ['unknown', `x${n}@bench.example`],
    ] as const) {
      const from = { 'x-forwarded-for': `10.${kind === 'known' ? 2 : 3}.0.${1 + n}` }
      const { body, cookie = '' } = await send('/sign-in', '', undefined, from)
      const _csrf = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
      const { status, ms } = await send(
        '/sign-in',
        cookie,
        { _csrf, email, password: 'a wrong one, as it happens' },
        from,
      )
      if (status !== 422) throw new Error(`a wrong password was answered with ${status}`)
      if (n >= 10) times[kind].push(ms)
    }
  const [known, unknown] = [spread(times.known), spread(times.unknown)]
  return [
    { account: 'is there', ...named(known), 'median to the other': '' },
    { account: 'is not', ...named(unknown), 'median to the other': (unknown.p50 / known.p50).toFixed(3) },
  ]
}

const emailOf = (n: number) => `u${n}@bench.example`

/** Signs somebody in as a browser does, page by page; answers the milliseconds. Throws when they do not get in. */
export const signInOver =
  (send: Send) =>
  async (n: number): Promise<number> => {
    const begun = performance.now()
    const from = { 'x-forwarded-for': `10.1.${Math.floor(n / 250)}.${1 + (n % 250)}` }
    let cookie = ''
    const ask = async (path: string, fields?: Record<string, string>) => {
      const answer = await send(path, cookie, fields, from)
      cookie = answer.cookie ?? cookie
      return answer
    }
    const token = async (path: string) =>
      /name="_csrf" value="([^"]+)"/.exec((await ask(path)).body)?.[1] ?? ''
    await ask('/sign-in', { _csrf: await token('/sign-in'), email: emailOf(n), password })
    const code = generateSync({ secret: seed })
    const { status } = await ask('/sign-in/code', { _csrf: await token('/sign-in/code'), code })
    if (status !== 303) throw new Error(`signing in ended with ${status}`)
    return performance.now() - begun
  }

/** Asks for a page ten times a second until it is enough. */
async function help(send: Send, isEnough: () => boolean) {
  const times: number[] = []
  while (!isEnough()) {
    const { status, ms } = await send('/help', '')
    if (status !== 200) throw new Error(`the help page answered ${status}`)
    times.push(ms)
    await new Promise((done) => setTimeout(done, Math.max(0, 100 - ms)))
  }
  return { ...named(spread(times)), asked: times.length }
}

const until = (end: number) => () => performance.now() > end
const named = ({ p50, p95 }: { p50: number; p95: number }) => ({ 'p50 ms': p50, 'p95 ms': p95 })

/** What the guard of a page and the questions of its menus cost, to the time of a small page. */
function authorisation(pageMs: number) {
  const employer = { id: 'e', role: 'admin', topics: ['personnel', 'salaries', 'finance'] }
  const visit = { user: { role: 'employer' }, employer, mandates: [employer] } as unknown as Visit
  const routes = access.flatMap(({ routes }) => routes).filter((name) => name.startsWith('GET /e/'))
  for (let n = 0; n < 20_000; n++) may(visit, routes[n % routes.length] ?? '')
  const begun = performance.now()
  const asked = 200_000
  for (let n = 0; n < asked; n++) may(visit, routes[n % routes.length] ?? '')
  const micro = ((performance.now() - begun) / asked) * 1000
  const share = (questions * micro) / 1000 / Math.max(pageMs, 1)
  return {
    'microseconds each': Math.round(micro * 100) / 100,
    'questions of a page, at most': questions,
    'of a small page': `${(share * 100).toFixed(2)} %`,
  }
}
const questions = 25
