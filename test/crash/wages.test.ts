import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { declarationOf } from '../../db/declarations/declarations.js'
import { openWithKeys } from '../../db/knex.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { type Draft, mutationById } from '../../db/reports/mutations.js'
import { createVault, type Vault } from '../../db/seal.js'
import { userId } from '../../demo/accounts.js'
import { referenceFor } from '../../domain/references.js'
import { letCount, takeIn } from '../../web/mutations/salary-declaration/arriving.js'
import { eventually } from '../eventually.js'
import { need } from '../needs.js'
import type { Stack } from '../stack.js'
import { answer, by } from '../workflows/case.js'
import { checkPage, openReview, statusPage } from './cases.js'
import { dead, type Kill } from './kill.js'
import { type Person, signedIn } from './person.js'
import { openSwept } from './swept.js'

const employerId = 'muster-bau'
const hrId = userId('hr@muster-bau.example')
const positions = ['before-commit', 'after-commit'] as const
const elm = readFileSync(new URL('../elm/elm5-200persons.xml', import.meta.url), 'utf8')

/** A file that takes a while: the two hundred persons again and again. */
const many = Buffer.from(
  elm.replace(
    /(<sd:Staff>)([\s\S]*)(<\/sd:Staff>)/,
    (_, begin, persons, end) => begin + persons.repeat(12) + end,
  ),
)

describe('No wages are lost or booked twice when processes die', function () {
  this.timeout(300_000)
  let stack: Stack
  let db: Knex
  let vault: Vault
  let hr: Person
  const released: string[] = []

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stack = await openSwept(this)
    await stack.script('seed')
    db = openWithKeys(readConfig(stack.env))
    vault = createVault(readConfig(stack.env).dataKey)
    await stack.startTemporal()
    await stack.startPortal()
    hr = await signedIn(stack.url, 'hr@muster-bau.example')
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
  })

  const begin = (draft: Draft) => {
    const kind = 'salary-declaration' as const
    const reference = referenceFor(kind, randomBytes(8))
    return beginDraft(db, { kind, reference, employerId, employeeId: null, subject: '2025', draft }, by(hrId))
  }
  const restartPortal = async (kill?: Kill) => {
    await stack.stop('portal')
    await stack.startPortal(kill)
  }
  const release = (id: string) => hr.press(checkPage(id), 'main form', { confirm: 'yes' })

  it('the portal, before and after the commit of a release', async () => {
    for (const [nth, at] of positions.entries()) {
      const id = await begin({ way: { year: String(2025 - nth), way: 'none' } })
      const kill = { action: 'mutation.submit', at }
      await restartPortal(kill)
      expect(await release(id), `${at}: nobody answers`).to.equal(null)
      await dead(stack, 'portal', kill)
      await restartPortal()
      const again = await release(id)
      expect([again?.status, again?.headers.get('location')], at).to.deep.equal([303, statusPage(id)])
      expect(await db('receipts').where({ mutationId: id }), at).to.have.length(1)
      expect(await db('events').where({ mutationId: id }), at).to.have.length(1)
      released.push(id)
    }
  })

  it('the worker, around the commit that settles the statement', async () => {
    await stack.startWorker()
    for (const id of released) await openReview(db, id)
    await stack.stop('worker')
    const result = { lines: [], contributions: 0, balance: 0 }
    for (const [nth, at] of positions.entries()) {
      await answer(db, `${released[nth]}/review/1`, { decision: 'approve', result, reason: '' })
      const kill = { action: nth === 0 ? 'document.store' : 'mutation.close', at }
      await stack.startWorker(kill)
      await dead(stack, 'worker', kill)
    }
    await stack.startWorker()
    for (const id of released) {
      await eventually(`${id} is closed`, () => db('mutations').where({ id, status: 'closed' }).first())
      expect(await db('messages').where({ mutationId: id }), id).to.have.length(1)
      expect(await db('documents').where({ mutationId: id, origin: 'office' }), id).to.have.length(1)
      const told = (await db('events').where({ mutationId: id }).orderBy('seq')).map(({ type }) => type)
      expect(told, id).to.deep.equal(['mutation.submitted', 'mutation.closed', 'declaration.accepted', 'decision.issued']) // biome-ignore format: one line
    }
    await stack.stop('worker')
  })

  it('the portal, in the middle of reading and at its end: the next look reads from the beginning', async () => {
    const begun: string[] = []
    for (const at of [null, 'within'] as const) {
      const id = await begin({ way: { year: '2025', way: 'elm', role: 'replacement' } })
      begun.push(id)
      const draft = await mutationById(db, id)
      const arriving = await takeIn({ db, vault, clock: () => new Date().toISOString(), config: readConfig(stack.env) }, draft, 2025, 'Löhne.xml', Readable.from([at ? Buffer.from(elm) : many])) // biome-ignore format: one line
      await letCount({ db }, id, 2025, arriving, by(hrId))
      const kill = at ? { action: 'declaration.read', at } : undefined
      await restartPortal(kill)
      const looking = hr.open(`${statusPage(id)}/wages/progress`).catch(() => null)
      if (kill) await dead(stack, 'portal', kill)
      else
        await eventually('a page is stored', () =>
          db('declarationParts').where({ mutationId: id, what: 'page' }).first(),
        )
      await stack.stop('portal')
      await looking
    }
    // nobody has to wait until a dead reader counts as one
    await db('declarations').whereIn('mutationId', begun).update({ readingUntil: '2026-01-01T00:00:00.000Z' })
    await restartPortal()
    for (const [nth, id] of begun.entries()) {
      const declaration = await eventually(`${id} is read`, async () => {
        await hr.open(`${statusPage(id)}/wages/progress`)
        const found = await declarationOf(db, id)
        return found?.state === 'read' && found
      })
      expect(declaration.persons, id).to.equal(nth === 0 ? 2400 : 200)
      const parts = await db('declarationParts').where({ mutationId: id, what: 'page' }).select('of')
      expect(new Set(parts.map(({ of }) => of)), 'pages of a dead reading').to.deep.equal(new Set([declaration.reading])) // biome-ignore format: one line
      expect(parts, id).to.have.length(declaration.pages)
      expect(await db('audit').where({ object: id, action: 'declaration.read' }), id).to.have.length(1)
    }
    expect(await firstBrokenEntry(db)).to.equal(null)
  })
})
