import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Connection } from '@temporalio/client'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { openWithKeys } from '../../db/knex.js'
import { places } from '../db/databases.js'
import { chanceFrom } from '../drill/chance.js'
import { heal } from '../drill/heal.js'
import { arrive, decide, newDiary, openReviews, reportsUntil, type Staff } from '../drill/people.js'
import { eventually } from '../eventually.js'
import { need } from '../needs.js'
import { openStack, type Stack } from '../stack.js'
import { writeCertificate } from '../web/certificate.js'

describe('A Temporal cluster that asks for certificates, a worker for clicks and one for bulk work', function () {
  this.timeout(240_000)
  const diary = newDiary()
  let folder: string
  let place: { url: string; remove(): Promise<void> }
  let stack: Stack
  let db: Knex
  let staff: Staff

  before(async function () {
    const cluster = need(this, 'TEMPORAL_CLUSTER')
    place = await places.PostgreSQL(this)
    folder = mkdtempSync(join(tmpdir(), 'portal-certificate-'))
    const { cert, key } = await writeCertificate(folder)
    stack = await openStack(
      {
        ...{ DATABASE_URL: place.url, TEMPORAL_TLS_CA: cert },
        ...{ TEMPORAL_TLS_CERT: cert, TEMPORAL_TLS_KEY: key },
      },
      { cluster },
    )
    await Promise.all([stack.script('seed'), stack.startTemporal()])
    await Promise.all([stack.start('portal'), stack.start('portal-2'), startClicks()])
    db = openWithKeys(readConfig(stack.env))
    staff = await arrive(stack, db, chanceFrom(1))
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
    await place?.remove()
    rmSync(folder, { recursive: true, force: true })
  })
  const startClicks = () => stack.startWorker(undefined, 'worker', { WORKER_QUEUES: 'clicks' })
  const startBulk = () => stack.startWorker(undefined, 'worker-2', { WORKER_QUEUES: 'bulk' })

  it('lets nobody in who has none', async () => {
    const { address, tls } = readConfig(stack.env).temporal
    const stranger = { serverRootCACertificate: tls?.serverRootCACertificate }
    const came = await Connection.connect({ address, tls: stranger, connectTimeout: 5000 }).then(
      async (connection) => connection.close().then(() => true),
      () => false,
    )
    expect(came).to.equal(false)
  })

  it('carries a report to its decision while nobody does bulk work, and its mails wait', async () => {
    await reportsUntil(Date.now() + 1, db, staff, diary, chanceFrom(2))
    const [id = ''] = diary.acknowledged
    await eventually('it is decided and closed', async () => {
      for (const desk of staff.desks)
        for (const review of await openReviews(db, desk, diary)) await decide(review, desk, diary)
      return (await db('mutations').where({ id }).first())?.status === 'closed'
    })
    expect(await owed(id)).to.be.greaterThan(0)
  })

  it('has the mails sent as soon as a worker for bulk work is there', async () => {
    await startBulk()
    await eventually('all is done', async () => (await heal(db, staff, diary)) !== null)
    const [id = ''] = diary.acknowledged
    expect(await owed(id)).to.equal(0)
  })

  const owed = async (mutationId: string) =>
    (await db('notices').where({ mutationId, isHeld: 0 }).whereNull('sentAt')).length
})
