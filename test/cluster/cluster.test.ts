import { request } from 'node:http'
import { DefaultLogger, Runtime } from '@temporalio/worker'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { openWithKeys } from '../../db/knex.js'
import { signedIn } from '../crash/person.js'
import { places } from '../db/databases.js'
import { chanceFrom, pause } from '../drill/chance.js'
import { verdicts } from '../drill/check.js'
import { heal } from '../drill/heal.js'
import { arrive, decidesUntil, newDiary, reportsUntil, type Staff } from '../drill/people.js'
import { eventually } from '../eventually.js'
import { need } from '../needs.js'
import { openStack, type Part, type Stack } from '../stack.js'
import { oneOfEach } from './kinds.js'
import { proxyOf } from './proxy.js'

const drainSeconds = 2

describe('Two portals, two workers, and a Temporal cluster on the same PostgreSQL', function () {
  this.timeout(240_000)
  let place: { url: string; remove(): Promise<void> }
  let stack: Stack
  let db: Knex
  let staff: Staff
  const diary = newDiary()

  before(async function () {
    const cluster = need(this, 'TEMPORAL_CLUSTER')
    place = await places.PostgreSQL(this)
    stack = await openStack({ DATABASE_URL: place.url, DRAIN_SECONDS: String(drainSeconds) }, { cluster })
    await Promise.all([stack.script('seed'), stack.startTemporal()])
    const parts: Part[] = ['portal', 'portal-2', 'worker', 'worker-2']
    await Promise.all(parts.map((part) => stack.start(part)))
    db = openWithKeys(readConfig(stack.env))
    staff = await arrive(stack, db, chanceFrom(1))
    diary.begun = new Date().toISOString()
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
    await place?.remove()
  })

  it('whoever has signed in at one portal is known at the other, and who signs out is unknown at both', async () => {
    let portal = stack.url
    const administrator = await signedIn(() => portal, 'admin@muster-bau.example')
    portal = stack.secondUrl
    expect((await administrator.look('/e/muster-bau')).status).to.equal(200)
    await administrator.press('/e/muster-bau', 'form[action="/sign-out"]', {})
    for (portal of [stack.url, stack.secondUrl])
      expect((await administrator.look('/e/muster-bau')).status, portal).to.equal(303)
  })

  it('reports of every kind end once, while portals and workers are killed and started again', async () => {
    const end = Date.now() + 15_000
    const work = [1, 2, 3].map((seed) => reportsUntil(end, db, staff, diary, chanceFrom(seed)))
    work.push(decidesUntil(end, db, staff, diary, chanceFrom(9)))
    const { ids, endings } = await oneOfEach(db, staff.hr)
    for (const id of ids) diary.sent.add(id)
    const ends = Promise.all(endings.map((ending) => ending()))
    for (const part of ['portal-2', 'worker', 'temporal', 'portal', 'worker-2'] as const) {
      await stack.stop(part, 'SIGKILL')
      await pause(500)
      await stack.start(part)
    }
    await Promise.all([...work, ends])
    expect(diary.acknowledged.size).to.be.greaterThan(5)
  })

  it('a portal that is asked to end says first that it is not ready, and no request is lost', async () => {
    const proxy = proxyOf([stack.url, stack.secondUrl])
    const fiduciary = await signedIn(proxy.next, 'treuhand@fidu.example')
    const slow = slowForm(stack.url)
    const statuses: number[] = []
    const looking = (async () => {
      for (const end = Date.now() + 8000; Date.now() < end; )
        statuses.push((await fiduciary.look('/account').catch(() => null))?.status ?? 0)
    })()
    await pause(1000)
    const ended = stack.stop('portal', 'SIGTERM')
    await pause(drainSeconds * 1000 + 500)
    expect(stack.hasDied('portal'), 'waits for the slow form').to.equal(false)
    slow.finish()
    expect((await slow.answer).status).to.be.oneOf([303, 403, 422])
    await ended
    await looking
    await proxy.close()
    expect(stack.exitCode('portal')).to.equal(0)
    const said = proxy.noted.filter(({ portal }) => portal === stack.url).map(({ status }) => status)
    expect([...new Set(said)], 'ready, not ready, gone').to.deep.equal([200, 503, 0])
    expect(statuses.length).to.be.greaterThan(20)
    expect([...new Set(statuses)], 'nobody was turned away').to.deep.equal([200])
    await stack.start('portal')
  })

  it('a worker that is asked to end lets its activities end, and the other goes on', async () => {
    const end = Date.now() + 8000
    const work = [4, 5].map((seed) => reportsUntil(end, db, staff, diary, chanceFrom(seed)))
    work.push(decidesUntil(end, db, staff, diary, chanceFrom(10)))
    await pause(2000)
    await stack.stop('worker', 'SIGTERM')
    expect(stack.exitCode('worker')).to.equal(0)
    await Promise.all(work)
    await eventually(
      'the other worker has done the rest',
      async () => (await heal(db, staff, diary)) !== null,
    )
    await stack.start('worker')
  })

  it('afterwards everything holds: nothing lost, nothing twice, nothing left over', async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') })
    for (const { what, wrong } of await verdicts(db, stack, diary)) expect(wrong, what).to.deep.equal([])
  })
})

/** A form whose last byte comes when it is told to. */
function slowForm(url: string) {
  const body = 'email=somebody%40firma.example&password=x'
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': body.length }
  const sending = request(`${url}/sign-in`, { method: 'POST', headers, agent: false })
  const answer = new Promise<{ status: number }>((done, failed) => {
    sending.on('response', (got) => done({ status: got.statusCode ?? 0 })).on('error', failed)
  })
  sending.write(body.slice(0, -1))
  return { answer, finish: () => void sending.end(body.slice(-1)) }
}
