import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { oweAccountMail, settleAccountMail } from '../../db/notices/account-mails.js'
import { startMetrics } from '../../doctor/metrics.js'
import { createApp } from '../../web/app.js'
import { createListener } from '../../web/listener.js'
import { submitted } from '../db/rows.js'
import { freePort } from '../stack.js'
import { named, namesIn } from './monitoring.js'
import { usePortal } from './portal.js'
import { visitor } from './visitor.js'

describe('A monitoring', () => {
  const portal = usePortal()
  const host = '127.0.0.1'

  it('reads how requests go and what waits, on a port of its own, and nothing about people', async () => {
    const port = await freePort()
    const metrics = await startMetrics(portal.db, { ...portal.deps.config, metrics: { port, host } })
    if (!metrics) throw new Error('no metrics')
    const server = createListener(portal.deps.config, createApp({ ...portal.deps, measured: metrics.note }))
    await new Promise<void>((done) => server.listen(0, host, done))
    const url = `http://${host}:${(server.address() as AddressInfo).port}`
    const look = async () => (await fetch(`http://${host}:${port}/metrics`)).text()
    try {
      await visitor(url).get('/sign-in')
      for (const lost of ['/Kanarienvogel', '/e/756.1234.5678.97']) await visitor(url).get(lost)
      const { id, employerId } = await submitted(portal.db)
      const to = { recipient: 'Kanarienvogel@test.example', language: 'de' as const }
      await portal.db.transaction(async (trx) => {
        for (const kind of ['activation', 'reset'] as const) {
          const mail = await oweAccountMail(trx, portal.deps.vault, to, kind, {}, portal.deps.clock())
          if (kind === 'reset') await settleAccountMail(trx, mail, { failedAt: portal.deps.clock() })
        }
      })
      const text = await look()
      expect(text).to.match(
        /portal_http_request_seconds_count\{method="GET",route="\/sign-in",status="200"\} 1/,
      )
      expect(text)
        .to.include('portal_database_up 1')
        .and.match(/portal_outbox_waiting \d/)
        .and.match(/portal_mails_waiting 1/)
        .and.match(/portal_mails_refused 1/)
      expect(text).to.match(/portal_tasks_open\{side="fund",overdue="false"\} \d/)
      expect(text)
        .to.include('portal_backup_age_seconds +Inf')
        .and.match(/portal_disk_free_ratio 0\.\d/)
      const figures = namesIn(text)
      expect(named('portal').filter((name) => !figures.has(name))).to.deep.equal([])
      for (const secret of [id, employerId, 'Kanarienvogel', '756.']) expect(text).to.not.include(secret)
      expect((await fetch(`${url}/metrics`)).status, 'on the port of the portal').to.equal(404)
    } finally {
      await new Promise((done) => server.close(done))
      await metrics.stop()
    }
  })

  it('is told in a sentence that its port is taken', async () => {
    const port = await freePort()
    const first = await startMetrics(portal.db, { ...portal.deps.config, metrics: { port, host } })
    const second = await startMetrics(portal.db, { ...portal.deps.config, metrics: { port, host } }).catch(
      (error) => error,
    )
    expect(second).to.be.an('error').with.property('message', `METRICS_PORT ${port} is taken`)
    await first?.stop()
  })

  it('is not there unless a port is set', async () => {
    expect(await startMetrics(portal.db, portal.deps.config)).to.equal(null)
  })
})
