import { expect } from 'chai'
import { createActivities } from '../../activities/index.js'
import { callForWages, openCalls } from '../../db/declarations/calls.js'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { mutationById } from '../../db/reports/mutations.js'
import { claimTask } from '../../db/tasks/claims.js'
import { readPdf } from '../documents/read-pdf.js'
import { day } from './family-allowance-typed.js'
import { onEachDatabase } from './portal.js'
import type { Visitor } from './visitor.js'

onEachDatabase((portal) => {
  describe('the wages of a year, asked for by the clock', () => {
    const activities = () => createActivities({ ...portal.deps, mailer: { send: async () => true } as never })
    let members = 0

    async function scene() {
      portal.clock.set('2026-01-20T09:00:00.000Z')
      const employer = await portal.given.employer({ memberNumber: `48.110-3/${++members}` })
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      return { employer, hr, base: `/e/${employer.id}` }
    }
    async function called() {
      const found = await scene()
      await callForWages(portal.db, 2025, null, 500, { actor: 'system', at: portal.clock.now() })
      const id = (await openCalls(portal.db, found.employer.id))[0]?.id ?? ''
      await activities().openTask(id, 'declare', 1, portal.clock.now())
      return { ...found, id, url: `${found.base}/mutations/${id}` }
    }
    async function begin(hr: Visitor, base: string) {
      const begun = await hr.post(`${base}/mutations`, { kind: 'salary-declaration' })
      return String(begun.headers.location)
    }
    async function released(hr: Visitor, url: string, fields: Record<string, string>) {
      const way = await hr.post(`${url}/way`, { year: '2025', way: 'none', ...fields })
      expect(way.status, way.words).equal(303)
      expect((await hr.post(`${url}/check-answers`, { confirm: 'yes' })).headers.location).equal(url)
      return String(url.split('/').at(-1))
    }
    async function accepted(id: string) {
      const at = portal.clock.now()
      const account = await portal.given.user({ role: 'caseworker', email: `desk-${id}@kasse.example` })
      await activities().openTask(id, 'review', 1, at)
      await claimTask(portal.db, `${id}/review/1`, { actor: account.id, at })
      const clerk = await portal.signIn(account)
      const page = await clerk.get(`/office/tasks/${id}/review/1`)
      const version = page.$('input[name=version]').attr('value')
      const sent = await clerk.post(`/office/tasks/${id}/review/1`, {
        decision: 'approve',
        reason: 'Gut.',
        version,
      })
      expect(sent.status, sent.words).equal(303)
      await activities().decideSalaryDeclaration(id, 1, at)
      const document = await documentById(portal.db, `${id}/statement`)
      if (!document) throw new Error('no statement')
      const { text } = await readPdf(await bytesOf(portal.db, document))
      return { review: page, text }
    }

    it('are one task, with their last day, what happens without an answer, and a way to each form', async () => {
      const { hr, base, id, url } = await called()
      const start = await hr.get(base)
      expect(start.words).include('Löhne melden')
      expect(start.$(`a[href="${base}/tasks/${id}/declare/1"]`).length).greaterThan(0)
      expect(start.$(`a[href="${url}"]`)).length(0)
      const list = await hr.get(`${base}/tasks`)
      expect(list.$(`a[href="${base}/tasks/${id}/declare/1"]`)).length(1)
      const page = await hr.get(`${base}/tasks/${id}/declare/1`)
      expect(page.words).include('Melden Sie die Löhne 2025').and.include('Art. 34a AHVV')
      expect(page.$(`a[href="${url}"]`)).length(1)
      expect((await hr.post(`${base}/tasks/${id}/declare/1`)).status).equal(422)
    })

    it('can be handed to a colleague who looks after wages', async () => {
      const { hr, base, id } = await called()
      const path = `${base}/tasks/${id}/declare/1`
      const link = (await hr.get(path)).$('.given a').attr('href') ?? ''
      const choice = await hr.get(link)
      const me = choice.$('[name=to]').first().attr('value')
      expect((await hr.post(link, { to: String(me) })).status).equal(303)
      expect((await hr.get(path)).$('.given').text()).include('bei ')
      expect(
        (
          await portal
            .db('tasks')
            .where({ id: `${id}/declare/1` })
            .first()
        ).claimedBy,
      ).equal(me)
    })

    it('can be given more time before the reminder letter, which is said to leave the interest; after it there is none', async () => {
      const { hr, base, id } = await called()
      const path = `${base}/tasks/${id}/declare/1`
      expect((await hr.get(path)).words).include('Mehr Zeit hält die Mahnung fern, nicht den Verzugszins')
      const more = { ...day('until', '28.8.2026'), whyLater: 'Unsere Buchhaltung fällt aus.' }
      expect((await hr.post(`${path}/extension`, more)).headers.location).equal(path)
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      expect((await desk.get(`/office/tasks/${id}/extension/1`)).words)
        .include('Löhne melden')
        .and.include('Buchhaltung')
      await activities().openTask(id, 'declare', 2, portal.clock.now())
      const second = `${base}/tasks/${id}/declare/2`
      expect((await hr.get(second)).words).not.include('Mehr Zeit nötig?')
      expect((await hr.post(`${second}/extension`, more)).status).equal(404)
    })

    it('are declared in their own draft, which has its year and cannot be thrown away', async () => {
      const { hr, id, url } = await called()
      const way = await hr.get(`${url}/way`)
      expect(
        way
          .$('select[name=year] option')
          .toArray()
          .map((it) => way.$(it).text()),
      ).deep.equal(['2025'])
      expect(way.words).not.include('Entwurf löschen')
      expect((await hr.post(`${url}/way`, { year: '2024', way: 'none' })).status).equal(422)
      await hr.post(`${url}/delete`)
      await released(hr, url, {})
      expect((await mutationById(portal.db, id)).answers).include({ year: 2025, role: 'first', way: 'none' })
      expect(
        await portal
          .db('tasks')
          .where({ id: `${id}/declare/1` })
          .first(),
      ).include({ status: 'done' })
      await activities().openTask(id, 'review', 1, portal.clock.now())
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      const review = await desk.get(`/office/tasks/${id}/review/1`)
      expect(review.$('h1').text()).match(/, 2025$/)
      expect(review.words).include('Löhne gemeldet').and.not.include('undefined')
      const done = await hr.get(`/e/${(await mutationById(portal.db, id)).employerId}/tasks/${id}/declare/1`)
      expect(done.$(`a[href="${url}"]`)).length(1)
    })

    it('are not asked for twice: another draft leaves that year to its own', async () => {
      const { hr, base, url } = await called()
      const way = await hr.get(`${await begin(hr, base)}/way`)
      expect(
        way
          .$('select[name=year] option')
          .toArray()
          .map((it) => way.$(it).text()),
      ).not.include('2025')
      expect(way.words).include('Für 2025 haben wir Sie schon nach den Löhnen gefragt.')
      expect(way.$(`a[href="${url}"]`)).length(1)
    })

    it('can be replaced: both stay readable, one counts, and the new statement takes the old one into account', async () => {
      const { hr, base, employer } = await scene()
      await portal.db('onAccount').insert({ employerId: employer.id, year: 2025, amount: 12_000_00 })
      const first = await released(hr, await begin(hr, base), {})
      expect((await accepted(first)).text)
        .include('Wir schreiben Ihnen')
        .and.include('12’000.00')
      const url = await begin(hr, base)
      const vague = await hr.post(`${url}/way`, { year: '2025', way: 'none' })
      expect(vague.status).equal(422)
      expect(vague.words).include('ersetzt oder ergänzt').and.include('2025 gemeldet')
      const second = await released(hr, url, { role: 'replacement' })
      expect((await mutationById(portal.db, first)).outcome).equal('confirmed')
      const { text } = await accepted(second)
      expect(text).include('Frühere Abrechnung').and.include('Es bleibt nichts zu bezahlen')
      expect(await mutationById(portal.db, first)).include({ outcome: 'superseded', continuedAs: second })
      const old = await hr.get(`${base}/mutations/${first}`)
      expect(old.status).equal(200)
      expect(old.$(`a[href="${base}/mutations/${second}"]`).text()).include('Zur Ersatzmeldung')
      expect((await hr.get(`${base}/mutations/${second}`)).words).include('Ersetzt')
      expect((await hr.download(`${base}/documents/${first}/statement`)).status).equal(200)
    })

    it('can be replaced while the office has not looked yet: then nobody needs to look at the first', async () => {
      const { hr, base } = await scene()
      const first = await released(hr, await begin(hr, base), {})
      await activities().openTask(first, 'review', 1, portal.clock.now())
      const second = await released(hr, await begin(hr, base), { role: 'replacement' })
      expect(await mutationById(portal.db, first)).include({ status: 'closed', outcome: 'superseded' })
      expect(
        await portal
          .db('tasks')
          .where({ id: `${first}/review/1` })
          .first(),
      ).include({ status: 'withdrawn' })
      expect((await mutationById(portal.db, second)).status).equal('submitted')
    })

    it('can be added to, for earlier years as well, without charging what was paid on account again', async () => {
      const { hr, base, employer } = await scene()
      await portal.db('onAccount').insert({ employerId: employer.id, year: 2025, amount: 12_000_00 })
      await accepted(await released(hr, await begin(hr, base), {}))
      const { text } = await accepted(await released(hr, await begin(hr, base), { role: 'supplement' }))
      expect(text).include('Es bleibt nichts zu bezahlen').and.not.include('12’000.00')
      const earlier = await begin(hr, base)
      expect((await hr.post(`${earlier}/way`, { year: '2023', way: 'none' })).status).equal(303)
    })
  })
})
