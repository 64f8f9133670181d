import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { SMTPServer } from 'smtp-server'
import { readConfig } from '../../config.js'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { openCampaign } from '../../db/certificates/campaigns.js'
import { userId } from '../../demo/accounts.js'
import { compare } from '../../doctor/reconcile.js'
import { lookAtTemporal } from '../../doctor/temporal.js'
import { addDays } from '../../domain/dates.js'
import {
  answerForPapers,
  approveReview,
  checkPage,
  decideOnce,
  draftCase,
  openReview,
  sentForReview,
} from '../crash/cases.js'
import type { Person } from '../crash/person.js'
import { openStaffed } from '../crash/staffed.js'
import { eventually, within } from '../eventually.js'
import { need } from '../needs.js'
import { freePort, type Stack } from '../stack.js'
import { by, givenEmployee, today } from '../workflows/case.js'
import { givenPupil } from '../workflows/training-case.js'

const hrId = userId('hr@muster-bau.example')
const day = { kind: 'training-certificate' as const, leadDays: 60, employers: null }

describe('A Temporal that was restored to how it was an hour ago, beside a database that has gone on', function () {
  this.timeout(400_000)
  let stack: Stack
  let db: Knex
  let hr: Person
  let desk: Person
  let mailPort: number
  const received: string[] = []
  const mailServer = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    async onData(stream, _, done) {
      received.push(/^Message-ID: (.*)/im.exec(await text(stream))?.[1] ?? '')
      done()
    },
  })

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    mailPort = await freePort()
    const mail = { SMTP_URL: `smtp://127.0.0.1:${mailPort}` }
    const campaigns = { CAMPAIGN_PER_SECOND: '10', CERTIFICATE_LEAD_DAYS: '60' }
    ;({ stack, db, hr, desk } = await openStaffed({ ...mail, ...campaigns }))
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
    await new Promise<void>((closed) => mailServer.close(closed))
  })

  const store = () => ['', '-wal', '-shm'].map((end) => stack.temporalStore + end)
  const keepStore = () => {
    for (const file of store()) if (existsSync(file)) copyFileSync(file, `${file}.kept`)
  }
  const putBackStore = () => {
    for (const file of store()) {
      rmSync(file, { force: true })
      if (existsSync(`${file}.kept`)) copyFileSync(`${file}.kept`, file)
    }
  }
  const sentForPapers = async () => {
    const id = await draftCase(db, hrId)
    expect((await hr.press(checkPage(id), 'main form', { confirm: 'yes' }))?.status).to.equal(303)
    const asked = () =>
      db('tasks')
        .where({ id: `${id}/provide-documents/1` })
        .first()
    return { id, askedAt: Date.parse((await eventually(`${id} is asked for papers`, asked)).openedAt) }
  }
  const campaignOf = async (ids: Awaited<ReturnType<typeof givenEmployee>>, id: string) => {
    for (let nth = 0; nth < 80; nth++) await givenPupil(db, ids, { until: addDays(today, 20) })
    await openCampaign(db, { id, ...day, found: 80 }, by('desk'))
    await eventually(`${id} has begun`, () => db('mutations').where({ campaignId: id }).first())
  }
  const isDone = (id: string) =>
    eventually(`${id} is done`, () => db('campaigns').where({ id, status: 'done' }).first())
  const differences = async () => {
    const temporal = await lookAtTemporal(readConfig(stack.env).temporal)
    // in two minutes, when all that was just sent must have its workflow
    const soon = new Date(Date.now() + 120_000).toISOString()
    return compare(db, temporal, soon).finally(() => temporal.close())
  }

  it('is named, healed by one command, and every report, campaign and mail comes to its end, once', async () => {
    const pupils = await givenEmployee(db)
    const answeredSince = await sentForPapers()
    const decidedSince = await sentForReview(db, hr, hrId)
    const waiting = await sentForReview(db, hr, hrId)
    await campaignOf(pupils, 'early')
    await stack.stop('temporal')
    keepStore()
    await stack.startTemporal()

    await isDone('early')
    await approveReview(db, desk, decidedSince)
    await eventually('it is closed', () =>
      db('mutations').where({ id: decidedSince, status: 'closed' }).first(),
    )
    // no clocks differ by that much
    await eventually('some time has gone by', async () => Date.now() - answeredSince.askedAt > 10_000)
    await answerForPapers(db, answeredSince.id, hrId)
    await openReview(db, answeredSince.id)
    const sentSince = await sentForReview(db, hr, hrId)
    const askedSince = await sentForPapers()
    await campaignOf(pupils, 'late')
    await stack.stop('worker', 'SIGTERM')
    await eventually('no promise waits', async () => (await db('outbox')).length === 0)
    await stack.stop('temporal')
    putBackStore()
    await stack.startTemporal()

    await eventually('Temporal lists what runs', async () => (await differences()).left.length === 2)
    const found = await differences()
    const names = (which: { workflowId: string }[]) => which.map(({ workflowId }) => workflowId)
    expect(names(found.left)).to.have.members([decidedSince, 'campaign-early'])
    expect(names(found.behind)).to.include(answeredSince.id).and.not.include(waiting)
    expect(names(found.missing)).to.include.members([sentSince, 'campaign-late', `post-${askedSince.id}`])
    expect(found.unknown).to.deep.equal([])
    const { stdout } = await stack.script('reconcile', '--heal')
    expect(stdout).to.match(/all that is under way is woken: [1-9]/)
    await stack.startWorker()
    await new Promise<void>((ready) => mailServer.listen(mailPort, '127.0.0.1', ready))

    await isDone('late')
    for (const id of [answeredSince.id, waiting, sentSince, askedSince.id])
      await decideOnce(db, desk, id, hrId)
    for (const id of [answeredSince.id, decidedSince, waiting, sentSince, askedSince.id]) {
      for (const table of ['messages', 'entitlements', 'documents'])
        expect(await db(table).where({ mutationId: id }), `${table} of ${id}`).to.have.length(1)
      expect(await db('tasks').where({ mutationId: id, step: 'review' }), id).to.have.length(1)
      expect(await db('audit').where({ object: id, action: 'mutation.close' }), id).to.have.length(1)
    }
    const ofPupils = { kind: 'training-certificate', employerId: pupils.employer }
    const asked: { subjectKey: string }[] = await db('mutations').where(ofPupils).select('subjectKey')
    expect(asked).to.have.length(160)
    expect(new Set(asked.map(({ subjectKey }) => subjectKey)), 'each child once').to.have.length(160)
    for (const object of ['early', 'late'])
      expect(await db('audit').where({ object, action: 'campaign.finish' }), object).to.have.length(1)
    // the longest pause between two tries to send a mail is by now two minutes
    await within(240)('all mails are sent', async () => {
      const owed = await db('notices').where({ isHeld: 0, sentAt: null }).first('id')
      return !owed && received.length > 0
    })
    expect(await db('notices').whereNotNull('failedAt')).to.deep.equal([])
    expect(new Set(received), 'no mail came twice').to.have.length(received.length)
    await eventually(
      'SQL and Temporal agree',
      async () => Object.values(await differences()).flat().length === 0,
    )
    expect(await firstBrokenEntry(db)).to.equal(null)
  })
})
