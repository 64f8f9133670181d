import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { noteOperation } from '../../db/care/operations.js'
import { openCampaign } from '../../db/certificates/campaigns.js'
import { beginMailing, finishMailing, saveMailing, sendMailing } from '../../db/mailings/mailings.js'
import { oweAccountMail } from '../../db/notices/account-mails.js'
import { promisesToKeep } from '../../db/outbox.js'
import { closeMutation } from '../../db/reports/outcomes.js'
import { type UnderWay, wakeAll, workflowsUnderWay } from '../../db/reports/under-way.js'
import { setWebhook } from '../../db/systems/webhooks.js'
import { completeTask } from '../../db/tasks/tasks.js'
import { compare, heal } from '../../doctor/reconcile.js'
import { forEachDatabase, testVault } from './databases.js'
import { at, by, clock, draft, employer, openedTask, spec, submitted, user } from './rows.js'

const day = { kind: 'training-certificate' as const, leadDays: 60, employers: null, found: 1 }

describe('What must run in Temporal by what the database knows', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const underWay = async () => {
      const all: UnderWay[] = []
      for await (const page of workflowsUnderWay(db)) all.push(...page)
      return all
    }
    const sentMailing = async (employers: string[]) => {
      const id = await beginMailing(db, { employers }, by('desk'))
      await saveMailing(db, id, { topic: 'general', subject: 'Neues', text: 'Guten Tag' }, by('desk'))
      await sendMailing(db, id, employers.length, by('desk'))
      return id
    }

    it('are open reports, campaigns, messages of the office, owed mails and systems that have not heard all', async () => {
      await db('systems').insert({
        id: 'erp',
        name: 'ERP',
        scopes: 'events',
        createdBy: 'it',
        createdAt: at(),
      })
      await setWebhook(db, testVault, 'erp', { url: 'https://erp.example/', status: 'on' }, by('it'))
      expect(await underWay(), 'a system with nothing to hear').to.deep.equal([])
      const waiting = await submitted(db)
      const told = await employer(db)
      await user(db, 'employer', [told, waiting.employerId])
      await openedTask(db, spec(waiting, 'provide-documents'))
      const closed = await submitted(db)
      await db.transaction((trx) => closeMutation(trx, closed.id, 'granted', clock(3)))
      await draft(db)
      const done = await sentMailing([told])
      await finishMailing(db, done, clock(3))
      const mailing = await sentMailing([told])
      await openCampaign(db, { id: 'autumn', ...day }, by('desk'))
      const to = { recipient: 'uma@test.example', language: 'de' as const }
      const mail = await db.transaction((trx) => oweAccountMail(trx, testVault, to, 'reset', {}, at()))
      const names = [waiting.id, `post-${waiting.id}`, `post-${mail}`, `mailing-${mailing}`]
      names.push('campaign-autumn', 'webhook-erp')
      expect((await underWay()).map(({ workflowId }) => workflowId)).to.have.members(names)
      await db('outbox').delete()
      expect(await wakeAll(db, at(4))).to.equal(names.length)
      const promised = await promisesToKeep(db)
      expect(promised.map(({ workflowId }) => workflowId)).to.have.members(names)
      expect(promised.find(({ workflow }) => workflow === 'webhook')?.mutationId).to.equal('erp')
    })

    /** A Temporal in which these workflows run, each with the moments of its begin and of the last thing that happened to it. */
    const temporal = (...all: { id: string; type?: string; begunAt?: string; lastAt?: string }[]) => ({
      async *running() {
        for (const { id, type = '', begunAt = at() } of all) yield { workflowId: id, type, begunAt }
      },
      lastEventAt: async (id: string) => all.find((it) => it.id === id)?.lastAt ?? null,
    })

    describe('is compared with what runs', () => {
      beforeEach(async () => {
        for (const table of ['outbox', 'accountMails', 'notices', 'webhooks', 'operations'])
          await db(table).delete()
        for (const table of ['mutations', 'campaigns', 'mailings'])
          await db(table).update({ status: 'closed' })
      })
      const found = async (...all: Parameters<typeof temporal>) =>
        Object.fromEntries(
          Object.entries(await compare(db, temporal(...all), at(100))).flatMap(([what, which]) =>
            which.map((it: string | { workflowId: string }) => [
              typeof it === 'string' ? it : it.workflowId,
              what,
            ]),
          ),
        )

      it('so that a workflow which has not heard of the latest decision is found, and one that has is not', async () => {
        const [heard, deaf] = [await submitted(db), await submitted(db)]
        for (const report of [heard, deaf]) {
          const task = await openedTask(db, spec(report))
          await completeTask(db, task, { decision: 'approve' }, by('desk', 50))
        }
        const both = [
          { id: heard.id, lastAt: at(50) },
          { id: deaf.id, lastAt: at(2) },
        ]
        expect(await found(...both), 'the promise still waits').to.deep.equal({})
        await db('outbox').delete()
        expect(await found(...both)).to.deep.equal({ [deaf.id]: 'behind' })
        const few = await compare(db, temporal(...both), at(100), 0)
        expect(few.behind, 'a look at none').to.deep.equal([])
      })

      it('so that a workflow from before the database was restored begins at the top', async () => {
        const [old, young] = [await submitted(db), await submitted(db)]
        await noteOperation(db, 'restore', at(30))
        const both = [
          { id: old.id, begunAt: at(29), lastAt: at(40) },
          { id: young.id, begunAt: at(31), lastAt: at(40) },
        ]
        expect(await found(...both)).to.deep.equal({ [old.id]: 'ahead' })
      })

      it('so that what began a moment before the database was restored is missed at once, what began since only after a minute', async () => {
        await openCampaign(db, { id: 'before', ...day }, by('desk', 100))
        await openCampaign(db, { id: 'since', ...day }, by('desk', 101))
        const missing = async () =>
          (await compare(db, temporal(), at(101))).missing.map(({ workflowId }) => workflowId)
        expect(await missing(), 'its promise may be on its way').to.deep.equal([])
        await noteOperation(db, 'restore', at(101))
        expect(await missing()).to.deep.equal(['campaign-before'])
      })

      it('so that campaigns and messages are found missing, left over and unknown; what its schedule has begun is there', async () => {
        await openCampaign(db, { id: 'winter', ...day }, by('desk'))
        await openCampaign(db, { id: 'daily-2026-11-23', ...day }, by('system'))
        const over = await sentMailing([await employer(db)])
        await finishMailing(db, over, clock(3))
        const strange = `mailing-${randomUUID()}`
        const run = [{ id: `mailing-${over}` }, { id: strange }, { id: `post-${randomUUID()}` }]
        const missing = { 'campaign-winter': 'missing', [`mailing-${over}`]: 'left', [strange]: 'unknown' }
        expect(await found(...run)).to.deep.equal({ ...missing, 'campaign-daily-2026-11-23': 'missing' })
        const scheduled = { id: 'portal-training-certificates-2026-11-23T04:30:00Z', type: 'campaign' }
        expect(await found(...run, scheduled)).to.deep.equal(missing)
      })

      it('and healed: what is ahead stops, what had ended is forgotten, what may begin anew is not', async () => {
        const [gone, further] = [await submitted(db), await submitted(db)]
        const known = (id: string) => ({
          workflowId: id,
          workflow: 'family-allowance' as const,
          mutationId: id,
        })
        const mail = { workflowId: 'post-1', workflow: 'post' as const, mutationId: '1' }
        const done: string[] = []
        const healing = {
          forgetEnded: async (id: string) => void done.push(`forgot ${id}`),
          stop: async (id: string) => void done.push(`stopped ${id}`),
        }
        const differences = { missing: [known(gone.id), mail], ahead: [known(further.id)] }
        const rest = { left: [], behind: [], unknown: [] }
        const healed = await heal(db, healing, { ...differences, ...rest }, at(100))
        expect(healed).to.deep.equal({ mended: 3, woken: 2 })
        expect(done).to.deep.equal([`stopped ${further.id}`, `forgot ${gone.id}`])
      })
    })
  })
})
