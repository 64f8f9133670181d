import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { noteOperation } from '../../db/care/operations.js'
import { oweAccountMail, settleAccountMail } from '../../db/notices/account-mails.js'
import { examine } from '../../doctor/examine.js'
import { missing } from '../../doctor/execution.js'
import type { SeenSchedule, TemporalView } from '../../doctor/temporal.js'
import { forEachDatabase, testVault } from './databases.js'

const now = '2026-11-28T09:00:00.000Z'
const config = { ...readConfig({ NODE_ENV: 'test' }), demo: false }
const healthy: SeenSchedule = {
  name: 'digest',
  isThere: true,
  isPaused: false,
  lastAt: '2026-11-28T06:00:00.000Z',
  missed: 0,
}
const temporal =
  (...schedules: SeenSchedule[]): (() => Promise<TemporalView>) =>
  async () => ({
    async *running() {},
    async *found() {},
    count: async () => 0,
    async *histories() {},
    trouble: async () => null,
    execution: async () => missing,
    forgetEnded: async () => {},
    lastEventAt: async () => null,
    stop: async () => {},
    schedules: async () => schedules,
    close: async () => {},
  })

describe('The doctor looks', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const told = async (...schedules: SeenSchedule[]) =>
      (await examine(db, config, temporal(...schedules), now)).map(({ says }) => says)

    it('whether a backup was made since yesterday, and a drill within half a year', async () => {
      expect(await told(healthy)).to.include.members(['backup-never', 'drill-never'])
      await noteOperation(db, 'backup', '2026-11-26T02:00:00.000Z')
      await noteOperation(db, 'drill', '2026-09-01T02:00:00.000Z')
      expect(await told(healthy)).to.include.members(['backup-old', 'drill-done'])
      await noteOperation(db, 'backup', '2026-11-28T02:00:00.000Z')
      expect(await told(healthy)).to.include('backup-done')
    })

    it('whether SMS are taken', async () => {
      expect((await told(healthy)).filter((it) => it.startsWith('sms'))).to.deep.equal([])
      await noteOperation(db, 'sms-sent', '2026-11-28T07:00:00.000Z')
      expect(await told(healthy)).to.include('sms-sent')
      await noteOperation(db, 'sms-failed', '2026-11-28T08:00:00.000Z')
      expect((await told(healthy))[0]).to.equal('sms-failed')
    })

    it('whether each schedule is there, goes on, and has missed nothing', async () => {
      expect(await told(healthy)).to.include('schedules-run')
      for (const [wrong, says] of [
        [{ isThere: false }, 'schedules-absent'],
        [{ isPaused: true }, 'schedules-paused'],
        [{ lastAt: '2026-11-26T06:00:00.000Z' }, 'schedules-late'],
        [{ missed: 2 }, 'schedules-missed'],
      ] as const)
        expect(await told({ ...healthy, ...wrong }))
          .to.include(says)
          .and.not.include('schedules-run')
    })

    it('whether mails go out, also those about people’s own access', async () => {
      expect(await told(healthy)).to.include('mails-empty')
      const owe = (minutesAgo: number) => {
        const at = new Date(Date.parse(now) - minutesAgo * 60_000).toISOString()
        const to = { recipient: 'uma@test.example', language: 'de' as const }
        return db.transaction((trx) => oweAccountMail(trx, testVault, to, 'activation', { token: 't' }, at))
      }
      const id = await owe(5)
      expect(await told(healthy)).to.include('mails-waiting')
      const late = await owe(20)
      expect(await told(healthy)).to.include('mails-late')
      await settleAccountMail(db, late, { sentAt: now })
      await settleAccountMail(db, id, { failedAt: now })
      expect(await told(healthy)).to.include.members(['mails-empty', 'mails-refused'])
    })
  })
})
