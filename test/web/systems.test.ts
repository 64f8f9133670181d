import { expect } from 'chai'
import supertest from 'supertest'
import { eventsAfter, lastEvent } from '../../db/events.js'
import { queueEvents } from '../../db/systems/webhook-lanes.js'
import { onEachDatabase } from './portal.js'
import type { Visitor } from './visitor.js'

const path = '/office/systems'
const all = ['events.read', 'mutations.read', 'decisions.read', 'declarations.read']

describe('Programs of the office', () => {
  onEachDatabase((portal) => {
    let admin: Visitor
    before(async () => {
      admin = await portal.signIn(await portal.given.user({ role: 'system-administrator' }))
    })
    const token = (id: string, secret: string) =>
      supertest(portal.url)
        .post('/api/v1/token')
        .type('form')
        .auth(id, secret)
        .send({ grant_type: 'client_credentials' })
    const figures = (page: Awaited<ReturnType<Visitor['get']>>) =>
      page
        .$('code.secret')
        .toArray()
        .map((it) => page.$(it).text().trim())

    async function letIn(name: string, scopes = all) {
      const page = await admin.post(path, { name, scopes })
      expect(page.status, page.words).to.equal(200)
      const [id = '', secret = ''] = figures(page)
      return { id, secret, page, here: `${path}/${id}` }
    }

    it('are let in with a secret that is shown once and opens', async () => {
      expect((await admin.get(path)).words).to.include('Noch kein System')
      const wrong = await admin.post(path, { name: ' ' })
      expect([wrong.status, wrong.words]).to.satisfy(([status, words]: [number, string]) => status === 422 && words.includes('Geben Sie dem System einen Namen.') && words.includes('Wählen Sie mindestens ein Recht.')) // biome-ignore format: one line
      const { id, secret, here } = await letIn('Kernsystem', ['events.read'])
      expect((await token(id, secret)).body).to.include({ scope: 'events.read' })
      const page = await admin.get(here)
      expect(page.words)
        .to.include(`…${secret.slice(-4)}`)
        .and.include('zuletzt benutzt')
        .and.not.include(secret)
      expect((await admin.get(path)).words).to.include('Kernsystem')
    })

    it('get other rights, a new secret beside the old one, and lose their access', async () => {
      const { id, secret, here } = await letIn('Archiv')
      await admin.post(here, { name: 'Archiv 2', scopes: ['decisions.read'] })
      expect((await token(id, secret)).body).to.include({ scope: 'decisions.read' })
      const rotated = await admin.post(`${here}/secret`, { overlap: 7 })
      const second = figures(rotated).at(-1) ?? ''
      expect([(await token(id, secret)).status, (await token(id, second)).status]).to.deep.equal([200, 200])
      const third = figures(await admin.post(`${here}/secret`, { overlap: 0 })).at(-1) ?? ''
      expect([(await token(id, second)).status, (await token(id, third)).status]).to.deep.equal([401, 200])
      expect((await admin.post(`${here}/secret`, { overlap: 400 })).status).to.equal(422)
      expect((await admin.post(`${here}/end`)).headers.location).to.equal(here)
      expect((await token(id, third)).status).to.equal(401)
      expect((await admin.get(here)).words).to.include('keinen Zugang mehr')
      expect((await admin.post(here, { name: 'X', scopes: all })).status).to.equal(404)
      const deeds = (await portal.db('audit').where({ object: id })).map(({ action }) => action)
      expect(deeds).to.include.members(['system.create', 'system.change', 'system.rotate', 'system.end'])
    })

    it('are told at an address of their own: https, or this machine in a demo', async () => {
      const { here, id } = await letIn('Kern')
      for (const [url, words] of [
        ['kern.example', 'ganze Adresse'],
        ['http://kern.example/hook', 'https://'],
        ['ftp://kern.example/hook', 'https://'],
        ['https://user:secret@kern.example/hook', 'Benutzername'],
      ] as const) {
        const page = await admin.post(`${here}/webhook`, { url, status: 'on' })
        expect([page.status, page.$('input[name=url]').attr('value')], url).to.deep.equal([422, url])
        expect(page.words).to.include(words)
      }
      const first = await admin.post(`${here}/webhook`, { url: 'http://127.0.0.1:9/hook', status: 'on' })
      expect(figures(first)[0]).to.match(/^whsec_/)
      const moved = await admin.post(`${here}/webhook`, { url: 'https://kern.example/hook', status: 'on' })
      expect(moved.headers.location).to.equal(here)
      expect(figures(await admin.post(`${here}/webhook-secret`))[0]).to.match(/^whsec_/)
      const row = await portal.db('webhooks').where({ systemId: id }).first()
      expect(JSON.stringify(row)).to.not.include('whsec_')
    })

    it('that do not listen are shown with the reason, and are told again, without an event, or from a cursor on', async () => {
      const { here, id } = await letIn('Taub')
      await admin.post(`${here}/webhook`, { url: 'https://taub.example/hook', status: 'on' })
      const start = await lastEvent(portal.db)
      const employer = await portal.given.employer({ name: 'Stillstand AG' })
      const person = await portal.given.employee(employer.id)
      await portal.given.submitted(person)
      await portal.given.submitted(person)
      await queueEvents(portal.db, id)
      const lane = () => portal.db('webhookLanes').where({ systemId: id, employerId: employer.id }).first()
      const stop = () => portal.db('webhookLanes').where({ systemId: id }).update({ failures: 9, stoppedAt: portal.clock.now(), reason: '500' }) // biome-ignore format: one line
      await stop()
      const page = await admin.get(here)
      expect(page.words)
        .to.include('Stillstand AG')
        .and.include('antwortet mit 500')
        .and.include('Aufgegeben')
      expect((await admin.get(path)).words).to.include('1 Mitglied wartet')
      await admin.post(`${here}/lanes/${employer.id}/retry`)
      expect(await lane()).to.include({ toldSeq: start, failures: 0, stoppedAt: null })
      await stop()
      await admin.post(`${here}/lanes/${employer.id}/skip`)
      const [skipped] = await eventsAfter(portal.db, start, { employerId: employer.id }, 1)
      expect(await lane()).to.include({ toldSeq: skipped?.seq, failures: 0 })
      expect((await admin.post(`${here}/replay`, { cursor: 'alle' })).status).to.equal(422)
      await admin.post(`${here}/replay`, { cursor: String(start) })
      expect(await lane()).to.include({ toldSeq: start })
    })
  })
})
