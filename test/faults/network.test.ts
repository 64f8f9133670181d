import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { openWithKeys } from '../../db/knex.js'
import { userId } from '../../demo/accounts.js'
import { checkPage, decideOnce, draftCase } from '../crash/cases.js'
import type { Person } from '../crash/person.js'
import { people } from '../crash/staffed.js'
import { places } from '../db/databases.js'
import { eventually } from '../eventually.js'
import { need } from '../needs.js'
import { openStack, type Stack } from '../stack.js'
import { type Line, openLine } from './line.js'

const hrId = userId('hr@muster-bau.example')
const pause = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000))

describe('The network between portal, worker, PostgreSQL and Temporal', function () {
  this.timeout(300_000)
  let stack: Stack
  let db: Knex
  let hr: Person
  let desk: Person
  let lines: { database: Line; temporal: Line }
  let remove = async () => {}

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    const place = await places.PostgreSQL(this)
    remove = place.remove
    stack = await openStack({ DATABASE_URL: place.url })
    await Promise.all([stack.script('seed'), stack.startTemporal()])
    db = openWithKeys(readConfig(stack.env))
    const over = new URL(place.url)
    const port = (address: string) => Number(address.split(':')[1])
    lines = {
      database: await openLine(Number(over.port || 5432)),
      temporal: await openLine(port(stack.env.TEMPORAL_ADDRESS)),
    }
    Object.assign(over, { hostname: '127.0.0.1', port: String(lines.database.port) })
    Object.assign(stack.env, {
      DATABASE_URL: over.href,
      TEMPORAL_ADDRESS: `127.0.0.1:${lines.temporal.port}`,
    })
    await Promise.all([stack.startPortal(), stack.startWorker()])
    ;({ hr, desk } = await people(stack.url))
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
    for (const line of Object.values(lines ?? {})) await line.close()
    await remove()
  })

  /** Presses until it is taken; whoever cannot be served is told so. */
  const press = (what: string, once: () => Promise<Response | null>) =>
    eventually(what, async () => {
      const answer = await once()
      expect(answer?.status ?? 303, what).to.be.oneOf([303, 503])
      return answer?.status === 303
    })
  const send = async () => {
    const id = await draftCase(db, hrId)
    await press(`${id} is sent`, () => hr.press(checkPage(id), 'main form', { confirm: 'yes' }))
    return id
  }
  const decide = (id: string) => decideOnce(db, desk, id, hrId)

  it('is cut again and again for five seconds: what was taken is decided once', async () => {
    let isCutting = true
    const cutting = (async () => {
      while (isCutting) {
        for (const line of Object.values(lines)) line.cut()
        await pause(0.3)
      }
    })()
    setTimeout(() => {
      isCutting = false
    }, 5000)
    const sent = [await send(), await send(), await send()]
    await cutting
    for (const id of sent) await decide(id)
    expect(await firstBrokenEntry(db)).to.equal(null)
  })

  it('falls silent towards Temporal: people are served as ever, and within a minute it goes on over new lines', async () => {
    expect(lines.temporal.count()).to.be.greaterThan(1)
    lines.temporal.fallSilent()
    const begun = Date.now()
    const id = await send()
    expect(Date.now() - begun).to.be.lessThan(5000)
    await decide(id)
    expect(Date.now() - begun).to.be.lessThan(90_000)
  })

  it('falls silent towards PostgreSQL: within a minute it goes on over new lines', async () => {
    const begun = Date.now()
    lines.database.fallSilent()
    await eventually(
      'a page is there',
      async () => (await hr.look('/e/muster-bau').catch(() => null))?.status === 200,
    )
    const id = await send()
    await decide(id)
    expect(Date.now() - begun).to.be.lessThan(90_000)
  })
})
