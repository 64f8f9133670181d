import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect } from 'chai'
import { call, signed } from '../../activities/webhook/call.js'
import { promiseWebhook } from '../../db/outbox.js'
import { closeMutation } from '../../db/reports/outcomes.js'
import { createSystem } from '../../db/systems/systems.js'
import { replayFrom, resumeLane, troubledLanes } from '../../db/systems/webhook-lanes.js'
import { rotateWebhookSecret, setWebhook } from '../../db/systems/webhooks.js'
import { deliveries } from '../../doctor/deliveries.js'
import { addressProblem, secondsAfter } from '../../domain/interface/webhook.js'
import { submitted } from '../db/rows.js'
import { need } from '../needs.js'
import { by } from './case.js'
import { eventually, type Office, openOffice } from './office.js'
import { openReceiver } from './receiver.js'

describe('A webhook', () => {
  let office: Office
  let receiver: Awaited<ReturnType<typeof openReceiver>>
  let systemId: string

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice()
    receiver = await openReceiver()
    const { id } = await createSystem(office.db, { name: 'Kern', scopes: ['events.read'] }, by('it'))
    systemId = id
    const hook = { url: receiver.url, status: 'on' as const }
    receiver.state.secret = String(await setWebhook(office.db, office.vault, id, hook, by('it')))
  })
  after(async () => {
    await office?.close()
    await receiver?.close()
  })
  beforeEach(() => {
    receiver.heard.length = 0
    receiver.state.answer = () => 204
  })

  /** Only webhooks: what becomes of the reports themselves is not the question here. */
  const knock = async () => {
    await office.db('outbox').whereNot({ workflow: 'webhook' }).delete()
    // the test server refuses a signal to a workflow that ends at that moment; the promise stays, as with the courier
    await eventually(() =>
      office.knock().then(
        () => true,
        (error) => {
          if (error.name !== 'WorkflowNotFoundError') throw error
          return false
        },
      ),
    )
  }
  const close = async (id: string) => {
    await office.db.transaction((trx) => closeMutation(trx, id, 'granted', by('system')))
  }
  const heardOf = (employer: string) => receiver.heard.filter(({ body }) => body.data.employer === employer)
  const numbers = (employer: string) => heardOf(employer).map(({ body }) => body.data.number)
  const lanes = () => troubledLanes(office.db, systemId)
  const all = (employer: string, n: number) => eventually(async () => heardOf(employer).length >= n)

  it('tells ids and the type, signed, in the order of each employer', async () => {
    const cases = await Promise.all([submitted(office.db), submitted(office.db), submitted(office.db)])
    for (const { id } of cases) await close(id)
    await knock()
    for (const { employerId } of cases) await all(employerId, 2)
    for (const { employerId, id } of cases) {
      expect(numbers(employerId)).to.deep.equal([1, 2])
      const [first] = heardOf(employerId)
      expect(first?.body).to.have.all.keys('type', 'timestamp', 'data')
      expect(first?.body.data).to.have.all.keys('cursor', 'employer', 'number', 'id')
      expect(first?.body).to.deep.include({ type: 'mutation.submitted' })
      expect(first?.body.data).to.include({ id })
      expect(first?.id).to.equal(`evt_${first?.body.data.cursor}`)
    }
    expect(receiver.heard.every((it) => it.signed)).to.equal(true)
    await office.record('told', `webhook-${systemId}`, 'webhook')
  })

  it('waits longer from try to try while one employer is not taken, holds its order, and tells the others', async () => {
    const [stuck, other] = [await submitted(office.db), await submitted(office.db)]
    let tries = 0
    receiver.state.answer = ({ body }) => (body.data.employer === stuck.employerId && tries++ < 3 ? 503 : 204)
    await close(stuck.id)
    await knock()
    await all(other.employerId, 1)
    // time is skipped over the pauses of the workflow, not over those in the rows: the lane is set due
    await eventually(async () => (await lanes()).length === 1)
    for (const failures of [1, 2, 3]) {
      const lane = await eventually(async () => (await lanes()).find((it) => it.failures >= failures))
      const pause = (Date.parse(String(lane.nextTryAt)) - Date.now()) / 1000
      expect(pause).to.be.at.most(secondsAfter(lane.failures) ?? 0)
      expect(pause).to.be.above(secondsAfter(lane.failures - 1) ?? -60)
      await office.db('webhookLanes').where({ systemId }).update({ nextTryAt: null })
      await office.db.transaction((trx) => promiseWebhook(trx, systemId, by('it').at))
      await knock()
    }
    await all(stuck.employerId, 2)
    expect(numbers(stuck.employerId)).to.deep.equal([1, 2])
    expect(await lanes()).to.deep.equal([])
  })

  const troubles = async () => (await deliveries(office.db, {}, by('it').at)).map(({ says }) => says)

  it('stops after a day, is tried again when the operator says so, and tells everything again from a cursor', async () => {
    const { id, employerId } = await submitted(office.db)
    receiver.state.answer = () => 500
    await knock()
    await eventually(async () => (await lanes()).length === 1)
    await office.db('webhookLanes').where({ systemId, employerId }).update({ failures: 8, nextTryAt: null })
    await office.db.transaction((trx) => promiseWebhook(trx, systemId, by('it').at))
    await knock()
    const stopped = await eventually(async () => (await lanes()).find(({ stoppedAt }) => stoppedAt))
    expect(stopped).to.include({ failures: 9, reason: '500', nextTryAt: null })
    expect(await troubles()).to.include('webhooks-stopped')
    await close(id)
    receiver.state.answer = () => 204
    await knock()
    expect(heardOf(employerId)).to.deep.equal([])
    await resumeLane(office.db, { systemId, employerId }, false, by('it'))
    expect(await troubles()).to.not.include('webhooks-stopped')
    await knock()
    await all(employerId, 2)
    const before = receiver.heard.map((it) => it.id)
    await replayFrom(office.db, systemId, 0, by('it'))
    await knock()
    await all(employerId, 4)
    expect(numbers(employerId)).to.deep.equal([1, 2, 1, 2])
    expect(receiver.heard.map((it) => it.id)).to.include.members(before)
  })

  it('signs with the secret before as well, for a day', async () => {
    const old = receiver.state.secret
    const fresh = await rotateWebhookSecret(office.db, office.vault, systemId, by('it'))
    const { employerId } = await submitted(office.db)
    await knock()
    await all(employerId, 1)
    expect(heardOf(employerId)[0]?.signed, 'the old one').to.equal(true)
    receiver.state.secret = fresh
    const next = await submitted(office.db)
    await knock()
    await all(next.employerId, 1)
    expect(heardOf(next.employerId)[0]?.signed, 'the new one').to.equal(true)
    expect(fresh).to.not.equal(old)
  })

  it('signs as the standard does', () => {
    const headers = signed('msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}', ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']) // biome-ignore format: one line
    expect(headers['webhook-signature']).to.equal('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  it('calls no address inside a network that was not named, follows no redirect, and waits for nobody', async () => {
    const outside = { hosts: [], loopback: false }
    const inside = ['https://127.0.0.1/', 'https://10.1.2.3/', 'https://[::1]/', 'https://[fd00::1]/', 'https://[::ffff:127.0.0.1]/', 'https://169.254.169.254/latest', 'https://192.168.1.1/', 'https://0.0.0.0/', 'https://2130706433/', 'https://localhost/', 'http://example.com/', receiver.url] // biome-ignore format: one line
    for (const url of inside) expect(await call(url, {}, '{}', outside), url).to.equal('address-refused')
    const demo = { hosts: [], loopback: true }
    receiver.state.answer = () => 302
    expect(await call(receiver.url, {}, '{}', demo)).to.equal('302')
    expect(await call('http://127.0.0.1:1/', {}, '{}', demo)).to.equal('ECONNREFUSED')
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    expect(await call(`http://127.0.0.1:${port}/`, {}, '{}', demo, 0.3)).to.equal('timeout')
    silent.close()
    expect(await call('https://10.1.2.3.nip.invalid/', {}, '{}', demo)).to.be.oneOf([
      'ENOTFOUND',
      'EAI_AGAIN',
    ])
    expect(addressProblem('https://kern.kasse.ch/portal', false)).to.equal(null)
    expect(addressProblem('http://localhost:8080/', false)).to.equal('not-https')
    expect(addressProblem('http://localhost:8080/', true)).to.equal(null)
    expect(addressProblem('http://localhost.evil.example/', true)).to.equal('not-https')
  })
})
