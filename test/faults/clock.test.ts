import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { generateSync } from 'otplib'
import { readConfig } from '../../config.js'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { openWithKeys } from '../../db/knex.js'
import { demoSecret, userId } from '../../demo/accounts.js'
import { swissDate } from '../../domain/dates.js'
import { checkPage, decideOnce, draftCase, statusPage } from '../crash/cases.js'
import { type Person, signedIn } from '../crash/person.js'
import { need } from '../needs.js'
import { openStack, type Stack } from '../stack.js'

const hrId = userId('hr@muster-bau.example')
const hour = 3600

describe('When the clock of portal and worker is set back', function () {
  this.timeout(180_000)
  let stack: Stack
  let db: Knex
  let hr: Person
  let desk: Person
  /** Sets it back by so many seconds. */
  const setBack = async (seconds: number) => {
    writeFileSync(join(stack.dir, 'clock'), String(-seconds))
    await new Promise((done) => setTimeout(done, 300))
  }
  /** What the clock shows that is set back so. */
  const then = (seconds: number) => new Date(Date.now() - seconds * 1000)

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    const { NODE_OPTIONS: usual = '' } = process.env
    stack = await openStack()
    await Promise.all([stack.script('seed'), stack.startTemporal()])
    db = openWithKeys(readConfig(stack.env))
    Object.assign(stack.env, { CLOCK: join(stack.dir, 'clock') })
    await setBack(0)
    Object.assign(stack.env, { NODE_OPTIONS: `${usual} --require ./test/faults/set-clock.cjs`.trim() })
    await Promise.all([stack.startPortal(), stack.startWorker()])
    await comeIn()
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
  })

  const comeIn = async () => {
    await db('users').update({ totpLastStep: 0 }) // so that nobody waits for the next code
    hr = await signedIn(stack.url, 'hr@muster-bau.example')
    desk = await signedIn(stack.url, 'desk@kasse.example')
  }
  const send = async () => {
    const id = await draftCase(db, hrId)
    const answer = await hr.press(checkPage(id), 'main form', { confirm: 'yes' })
    expect(answer?.headers.get('location'), 'sent').to.equal(statusPage(id))
    return id
  }
  const decide = (id: string) => decideOnce(db, desk, id, hrId)

  for (const [what, seconds] of Object.entries({ 'an hour': hour, 'across a night': 26 * hour }))
    it(`by ${what}: nobody is signed out, what was sent before and what is sent now is decided once`, async () => {
      const before = await send()
      await setBack(seconds)
      try {
        const now = await send()
        for (const id of [before, now]) await decide(id)
        const { submittedAt } = await db('mutations').where({ id: now }).first('submittedAt')
        expect(swissDate(new Date(submittedAt))).to.equal(swissDate(then(seconds)))
        const code = generateSync({ secret: demoSecret, epoch: Math.floor(then(seconds).getTime() / 1000) })
        const supervisor = await signedIn(stack.url, 'leitung@kasse.example', code).catch((error) => error)
        expect(supervisor, 'somebody new comes in').not.to.be.an('error')
      } finally {
        await setBack(0)
      }
      // for its clock they have done nothing meanwhile
      await comeIn()
      await decide(await send())
      expect(await firstBrokenEntry(db)).to.equal(null)
      expect(await db('outbox')).to.deep.equal([])
    })
})
