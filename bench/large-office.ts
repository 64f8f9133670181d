import knex, { type Knex } from 'knex'
import { readConfig } from '../config.js'
import { isPostgres, openWithKeys } from '../db/knex.js'
import { createVault } from '../db/seal.js'
import { topics } from '../domain/topics.js'
import { openStack, type Stack } from '../test/stack.js'
import { hashPassword, sealSeed } from '../web/sign-in/proof.js'
import { bigEmployer, fillLarge, type Size } from './large-data.js'
import { type LargePage, savedViews, type Visitor, visitors } from './large-pages.js'
import { csrfToken, signIn } from './session.js'

const roles: Record<Visitor, string> = {
  ...{
    user: 'employer',
    agent: 'employer',
    personnel: 'employer',
    salaries: 'employer',
    finance: 'employer',
  },
  ...{ desk: 'caseworker', views: 'caseworker', head: 'supervisor' },
}
const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const password = 'Muster-Portal-2026'

/** A portal that writes each page anew over a large office: filled first where its database is empty. */
export async function openLargeOffice(database: string | undefined, size: Size) {
  const stack = await openStack({ KEPT_PAGES_MB: '0', ...(database && { DATABASE_URL: database }) })
  try {
    await fill(stack, size)
    await stack.startPortal()
    const sessions = {} as Record<Visitor, { cookie: string; token: string }>
    for (const who of visitors) {
      const cookie = await signIn(stack.url, `big-${who}@bench.example`, password, seed)
      const start = roles[who] !== 'employer' ? '/office' : who === 'agent' ? '/inbox' : `/e/${bigEmployer}`
      sessions[who] = { cookie, token: await csrfToken(stack.url + start, cookie) }
    }
    /** The time from asking to the last byte, in milliseconds, and the status. */
    const ask = async ({ who, path, typed }: LargePage) => {
      const { cookie, token } = sessions[who]
      const began = performance.now()
      const answer = await fetch(stack.url + path, {
        redirect: 'manual',
        headers: { cookie, ...(typed && { 'HX-Request': 'true', 'HX-Request-Type': 'partial' }) },
        ...(typed && { method: 'POST', body: new URLSearchParams({ _csrf: token, q: typed }) }),
      })
      await answer.arrayBuffer()
      return { ms: performance.now() - began, status: answer.status }
    }
    return { ask, close: () => stack.close() }
  } catch (error) {
    await stack.close()
    throw error
  }
}

async function fill(stack: Stack, size: Size): Promise<void> {
  const config = readConfig(stack.env)
  const db = openWithKeys(config)
  const began = Date.now()
  if (!(await db('employers').where({ id: bigEmployer }).first('id'))) {
    await fillPatiently(db, config.databaseUrl, size)
    console.log(`filled in ${Math.round((Date.now() - began) / 1000)} s`)
  }
  // sealed under the key of this run, also where the database was filled by another
  const vault = createVault(config.dataKey)
  const passwordHash = await hashPassword(password)
  for (const who of visitors) {
    const id = `big-${who}`
    const person = { id, email: `${id}@bench.example`, name: 'Berta Bench', language: 'de', role: roles[who] }
    await db('users')
      .insert({ ...person, passwordHash, totpSeed: sealSeed(vault, id, seed) })
      .onConflict('id')
      .merge()
  }
  const sixty = [bigEmployer, ...Array.from({ length: 59 }, (_, n) => `f${n}`)]
  const all = topics.join(' ')
  const mandates = [
    { userId: 'big-user', employerId: bigEmployer, role: 'admin', topics: all },
    ...sixty.map((employerId) => ({ userId: 'big-agent', employerId, role: 'admin', topics: all })),
    ...topics.flatMap((topic) =>
      sixty.map((employerId) => ({ userId: `big-${topic}`, employerId, role: 'member', topics: topic })),
    ),
  ]
  await db('mandates').insert(mandates).onConflict(['userId', 'employerId']).ignore()
  const createdAt = new Date().toISOString()
  const views = savedViews.map((state, n) => ({
    ...{ id: `view-${n}`, userId: 'big-views', name: `Ansicht ${n}`, state, createdAt },
  }))
  await db('deskViews').insert(views).onConflict('id').merge()
  await db.destroy()
}

/** The portal hangs up on a PostgreSQL that says nothing for half a minute; each of these statements takes longer. */
async function fillPatiently(db: Knex, url: string, size: Size): Promise<void> {
  if (!isPostgres(db)) return fillLarge(db, size)
  const patient = knex({ client: 'pg', connection: url })
  await fillLarge(patient, size).finally(() => patient.destroy())
}
