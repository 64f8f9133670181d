import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { openCampaign } from '../../db/certificates/campaigns.js'
import { openDatabase, openWithKeys } from '../../db/knex.js'
import { beginMailing, saveMailing, sendMailing } from '../../db/mailings/mailings.js'
import { userId } from '../../demo/accounts.js'
import { compare } from '../../doctor/reconcile.js'
import { lookAtTemporal } from '../../doctor/temporal.js'
import { addDays } from '../../domain/dates.js'
import { decideOnce, draftCase, openReview, sentForReview } from '../crash/cases.js'
import type { Person } from '../crash/person.js'
import { openStaffed, people } from '../crash/staffed.js'
import { places } from '../db/databases.js'
import { verdicts } from '../drill/check.js'
import { newDiary } from '../drill/people.js'
import { eventually, within } from '../eventually.js'
import { need } from '../needs.js'
import type { Stack } from '../stack.js'
import { by, givenEmployee, today } from '../workflows/case.js'
import { givenPupil } from '../workflows/training-case.js'

const [hrId, deskId] = [userId('hr@muster-bau.example'), userId('desk@kasse.example')]

for (const [name, make] of Object.entries(places))
  describe(`A database on ${name} that was restored from a backup of an hour ago, beside a Temporal that has gone on`, function () {
    this.timeout(600_000)
    let stack: Stack
    let db: Knex
    let hr: Person
    let desk: Person
    let place: Awaited<ReturnType<typeof make>>
    const diary = newDiary()

    before(async function () {
      need(this, 'TEMPORAL_BINARY')
      place = await make(this)
      const identity = await generateX25519Identity()
      const backup = { BACKUP_RECIPIENT: await identityToRecipient(identity) }
      const campaigns = { CAMPAIGN_PER_SECOND: '10', CERTIFICATE_LEAD_DAYS: '60' }
      const staffed = await openStaffed({ DATABASE_URL: place.url, ...backup, ...campaigns })
      ;({ stack, db, hr, desk } = staffed)
      const key = join(stack.dir, 'key.txt')
      writeFileSync(key, identity)
      Object.assign(stack.env, { BACKUP_IDENTITY: key })
    })
    after(async () => {
      await db?.destroy()
      await stack?.close()
      await place?.remove()
    })

    const sent = async () => {
      const id = await sentForReview(db, hr, hrId)
      diary.sent.add(id)
      return id
    }
    const differences = async () => {
      const temporal = await lookAtTemporal(readConfig(stack.env).temporal)
      // in two minutes, when all that was just sent must have its workflow
      const soon = new Date(Date.now() + 120_000).toISOString()
      return compare(db, temporal, soon).finally(() => temporal.close())
    }
    const isDone = (table: string, id: string) =>
      within(200)(`${id} is done`, () => db(table).where({ id, status: 'done' }).first())
    const stop = () => Promise.all([stack.stop('portal', 'SIGTERM'), stack.stop('worker', 'SIGTERM')])
    const anchors = () => readConfig(stack.env).auditAnchors
    const empty = async () => {
      if (name === 'SQLite') for (const end of ['', '-wal', '-shm']) rmSync(place.url + end, { force: true })
      else {
        const full = openDatabase(place.url)
        await full.raw('drop schema public cascade; create schema public')
        await full.destroy()
      }
    }

    it('is healed by one command: what had ended begins once more, all is decided once, and what must hold holds', async () => {
      const pupils = await givenEmployee(db)
      for (let nth = 0; nth < 60; nth++) await givenPupil(db, pupils, { until: addDays(today, 20) })
      const [decidedSince, waiting] = [await sent(), await sent()]
      const campaign = { id: 'autumn', kind: 'training-certificate' as const, leadDays: 60, employers: null }
      await openCampaign(db, { ...campaign, found: 60 }, by('desk'))
      await eventually('it has begun', () => db('mutations').where({ campaignId: 'autumn' }).first())
      await stop()
      const mailing = await beginMailing(db, { employers: ['muster-bau'] }, by('desk'))
      const about = { topic: 'general' as const, subject: 'Neues', text: 'Guten Tag' }
      await saveMailing(db, mailing, about, by('desk'))
      await sendMailing(db, mailing, 1, by('desk'))
      await stack.startPortal() // an anchor of the audit was written when it stopped

      const file = join(stack.dir, 'hour.age')
      const backup = stack.script('backup', file)
      let isMade = false
      void backup.finally(() => {
        isMade = true
      })
      while (!isMade) await draftCase(db, hrId)
      await backup
      await stack.startWorker()
      await decideOnce(db, desk, decidedSince, hrId)
      await isDone('campaigns', 'autumn')
      await isDone('mailings', mailing)
      const lost = await sent()
      diary.sent.delete(lost)
      await eventually('what is done has ended', async () => {
        const { left } = await differences()
        return left.length === 0
      })
      await stop()
      await db.destroy()
      await empty()
      expect((await stack.script('restore', file)).stdout).to.contain('npm run reconcile -- --heal')
      db = openWithKeys(readConfig(stack.env))

      const found = await differences()
      const names = (which: { workflowId: string }[]) => which.map(({ workflowId }) => workflowId)
      expect(names(found.missing)).to.include.members([decidedSince, 'campaign-autumn', `mailing-${mailing}`])
      expect(names(found.ahead)).to.include(waiting)
      expect(found.unknown).to.include(lost)
      await stack.script('reconcile', '--heal')
      await terminate(found.unknown)
      await Promise.all([stack.startWorker(), stack.startPortal(), stack.startPortal(undefined, 'portal-2')])
      ;({ hr, desk } = await eventually('people sign in again', () => people(stack.url).catch(() => null)))
      for (const id of [decidedSince, waiting]) {
        await openReview(db, id)
        await decideOnce(db, desk, id, hrId)
        diary.acknowledged.add(id)
        diary.decided.set(`${id}/review/1`, deskId)
        expect(await db('audit').where({ object: id, action: 'mutation.close' }), id).to.have.length(1)
      }
      await isDone('campaigns', 'autumn')
      await isDone('mailings', mailing)
      expect(await db('messages').where({ mailingId: mailing })).to.have.length(1)
      const ofPupils = { kind: 'training-certificate', employerId: pupils.employer }
      expect(await db('mutations').where(ofPupils)).to.have.length(60)
      await eventually('SQL and Temporal agree, and nothing is owed', async () => {
        const owed = await db('notices').where({ isHeld: 0, sentAt: null }).first('id')
        const promised = await db('outbox').first('workflowId')
        return !owed && !promised && Object.values(await differences()).flat().length === 0
      })
      const wrong = (await verdicts(db, stack, diary)).filter((it) => it.wrong.length > 0)
      expect(wrong).to.deep.equal([])
    })

    it('has lost entries of the audit that anchors know: the first is named, and without those the audit is whole', async () => {
      const told = await stack.script('audit-verify').catch((error) => error)
      expect(told.code).to.equal(1)
      const [, seq] = /at entry (\d+) does not fit: (cut off|rewritten)/.exec(told.stderr) ?? []
      copyFileSync(anchors(), `${anchors()}.incident`)
      const lines = readFileSync(anchors(), 'utf8').trim().split('\n')
      const named = lines.findIndex((line) => JSON.parse(line).seq === Number(seq))
      expect(named, 'those from before the backup fit').to.be.greaterThan(0)
      writeFileSync(anchors(), `${lines.slice(0, named).join('\n')}\n`)
      expect((await stack.script('audit-verify')).stdout).to.contain('The audit is whole.')
    })

    async function terminate(workflowIds: string[]): Promise<void> {
      const { address, namespace } = readConfig(stack.env).temporal
      const connection = await Connection.connect({ address })
      const client = new Client({ connection, namespace })
      for (const id of workflowIds) await client.workflow.getHandle(id).terminate('lost by the restore')
      await connection.close()
    }
  })
