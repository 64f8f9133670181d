import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { findings } from '../journeys/axe.js'
import { pixelsBeyondEdge } from '../journeys/pages.js'
import { onEachDatabase, usePortal } from './portal.js'
import { enter, useBrowser } from './real-browser.js'
import type { Answer } from './visitor.js'

const many = 60

describe('Somebody who acts for sixty employers', () => {
  onEachDatabase((portal) => {
    let firms: { id: string; name: string; memberNumber: string }[]
    let account: { id: string; email: string }
    let stranger: { id: string; name: string }
    const firm = (n: number) => firms[n] as (typeof firms)[number]
    const titles = ({ $ }: Answer, within = '#inbox') =>
      $(`${within} .row__title`)
        .map((_, title) => $(title).text().replace('Ungelesen: ', '').trim())
        .get()
    const person = (n: number, lastName: string) => portal.given.employee(firm(n).id, { lastName })

    before(async () => {
      const names = Array.from({ length: many }, (_, n) => `Betrieb ${String(n).padStart(2, '0')} AG`)
      firms = (await Promise.all(
        names.map((name) => portal.given.employer({ name })),
      )) as unknown as typeof firms
      account = await portal.given.user({ employers: firms.map(({ id }) => id), name: 'Corinne Steffen' })
      const late = await portal.given.submitted(await person(3, 'Spät'))
      await portal.given.task(late, { dueOn: '2026-11-20' })
      const soon = await portal.given.submitted(await person(41, 'Bald'))
      await portal.given.task(soon, { dueOn: '2026-11-27' })
      await portal.given.message(await portal.given.submitted(await person(7, 'Entschieden')))
      await portal.given.draft(await person(59, 'Entwurf'))
      stranger = (await portal.given.employer({ name: 'Fremd AG' })) as unknown as typeof stranger
      const theirs = await portal.given.employee(stranger.id, { lastName: 'Fremd' })
      await portal.given.task(await portal.given.submitted(theirs))
      await portal.given.draft(theirs)
    })

    it('begins with what waits everywhere, the most urgent first, each line with its firm', async () => {
      const agent = await portal.signIn(account)
      expect((await agent.get('/')).headers.location).to.equal('/inbox')
      const page = await agent.get('/inbox')
      expect(titles(page)).to.deep.equal([
        'Unterlagen nachreichen für Luca Spät',
        'Unterlagen nachreichen für Luca Bald',
        'Zulagenentscheid für Luca Entschieden',
        'Familienzulagen für Luca Entwurf',
      ])
      const named = page
        .$('#inbox .row__meta b')
        .map((_, it) => page.$(it).text())
        .get()
      expect(named).to.deep.equal([3, 41, 7, 59].map((n) => firm(n).name))
      expect(page.$('.lead').text()).to.equal('Drei Aufgaben warten auf Sie, eine ist überfällig.')
      expect(page.words).not.to.contain('Fremd')
    })

    it('filters by firm, topic and kind, and by a word; the address says how', async () => {
      const agent = await portal.signIn(account)
      const found = async (query: string) => titles(await agent.get(`/inbox?${query}`))
      expect(await found(`firm=${firm(41).id}`)).to.deep.equal(['Unterlagen nachreichen für Luca Bald'])
      expect(await found('topic=salaries')).to.deep.equal([])
      expect(await found('topic=personnel')).to.have.length(4)
      expect(await found('show=messages')).to.deep.equal(['Zulagenentscheid für Luca Entschieden'])
      expect(await found('show=overdue')).to.deep.equal(['Unterlagen nachreichen für Luca Spät'])
      expect(await found('q=entwurf')).to.deep.equal(['Familienzulagen für Luca Entwurf'])
      expect(await found(`firm=${stranger.id}`), 'a firm that is not theirs filters nothing').to.have.length(
        4,
      )
      const part = await agent.part(`/inbox?firm=${firm(41).id}&topic=&q=`)
      expect(part.headers['hx-push-url']).to.equal(`/inbox?firm=${firm(41).id}`)
      expect(part.text).to.match(/^\s*<div id="inbox"/)
    })

    it('asks the database once for all of it', async () => {
      const agent = await portal.signIn(account)
      await agent.get('/inbox')
      const asked: string[] = []
      const note = ({ sql }: { sql: string }) => asked.push(sql)
      portal.db.on('query', note)
      await agent.get('/inbox')
      portal.db.off('query', note)
      const about = asked.filter((sql) => /\b(tasks|messages|mutations|employers)\b/.test(sql))
      // the list of mandates, for the menu; the inbox itself is a statement written by hand, which Knex does not tell
      expect(about).to.have.length(1)
      expect(about[0]).to.match(/from .?mandates/)
    })

    it('sees no reports of an employer whose topics they lack, and nothing where the mandate has ended', async () => {
      const agent = await portal.signIn(account)
      const place = (n: number) => portal.db('mandates').where({ userId: account.id, employerId: firm(n).id })
      await place(3).update({ topics: 'finance' })
      await place(41).update({ endedAt: portal.clock.now() })
      expect(titles(await agent.get('/inbox'))).to.deep.equal([
        'Zulagenentscheid für Luca Entschieden',
        'Familienzulagen für Luca Entwurf',
      ])
      await place(3).update({ topics: 'personnel salaries finance' })
      await place(41).update({ endedAt: null })
    })

    it('is told on an open page what has changed at any of them, and keeps no session alive by it', async () => {
      const agent = await portal.signIn(account)
      const live = async (n: unknown) => agent.get(`/inbox/live?n=${n}`)
      const { n, badges } = (await live('')).body
      expect(badges).to.deep.equal([{ key: 'inbox', count: '3', words: ', 3 offen' }])
      expect((await live(n)).status).to.equal(204)
      const theirs = await portal.given.employee(stranger.id)
      await portal.given.task(await portal.given.submitted(theirs))
      expect((await live(n)).status, 'what a firm of others does is nothing new').to.equal(204)
      const task = await portal.given.task(await portal.given.submitted(await person(58, 'Neu')))
      const later = (await live(n)).body
      expect(later.badges[0].count).to.equal('4')
      const open = { 'Portal-Live': '1' }
      const part = await agent.part('/inbox?show=tasks', open)
      expect(titles(part)).to.include('Unterlagen nachreichen für Luca Neu')
      expect(part.headers).not.to.have.property('hx-push-url')
      await portal.db('tasks').where({ id: task.id }).delete()
      portal.clock.forward(29)
      expect((await live(n)).status).to.equal(200)
      expect((await agent.part('/inbox', open)).status).to.equal(200)
      portal.clock.forward(2)
      expect((await live(n)).status).to.equal(303)
    })

    it('switches to another firm by search, and stays in the same part of the portal', async () => {
      const agent = await portal.signIn(account)
      const page = await agent.get(`/e/${firm(0).id}/tasks?show=drafts`)
      const menu = page.$('.menu--mandate')
      expect(menu.find('a[href^="/e/"]')).to.have.length(6)
      expect(menu.find('form').attr('action')).to.equal('/mandates')
      const part = await agent.part('/mandates/switch?q=betrieb+42&at=tasks')
      expect(part.$('a').attr('href')).to.equal(`/e/${firm(42).id}/tasks`)
      const byNumber = await agent.part(`/mandates/switch?q=${firm(17).memberNumber}`)
      expect(byNumber.$('a').attr('href')).to.equal(`/e/${firm(17).id}`)
      const plain = await agent.get('/mandates?q=betrieb+42')
      expect(plain.$('#mandates th a').attr('href')).to.equal(`/e/${firm(42).id}`)
      expect((await agent.get('/mandates/switch?q=x')).headers.location).to.equal('/mandates?q=x')
      expect((await agent.get('/mandates?page=3')).$('#mandates tbody tr')).to.have.length(10)
      expect((await agent.part('/mandates/switch?q=fremd')).$('a')).to.have.length(0)
    })

    it('is offered the switch on every page, also on those about nobody', async () => {
      const agent = await portal.signIn(account)
      for (const path of [
        '/inbox',
        '/mandates',
        '/account',
        '/help',
        '/guides',
        '/nowhere',
        `/e/${firm(1).id}`,
      ])
        expect((await agent.get(path)).$('.menu--mandate a[href="/mandates"]'), path).to.have.length(1)
    })

    it('gives a firm a name of their own, and begins with the one they choose', async () => {
      const agent = await portal.signIn(account)
      const settings = `/e/${firm(42).id}/mandate`
      expect((await agent.get(settings)).words).to.contain('Betrieb 42 AG')
      const tooLong = await agent.post(settings, { alias: 'x'.repeat(61) })
      expect(tooLong.status).to.equal(422)
      expect(tooLong.$('[name=alias]').val()).to.equal('x'.repeat(61))
      expect(
        (await agent.post(settings, { alias: ' Holzwurm ', isDefault: 'yes' })).headers.location,
      ).to.equal('/mandates')
      expect((await agent.get('/')).headers.location).to.equal(`/e/${firm(42).id}`)
      const list = await agent.get('/mandates?q=holzwurm')
      expect(list.$('#mandates tbody').text()).to.contain('Betrieb 42 AG').and.to.contain('Sie beginnen hier')
      await agent.post(`/e/${firm(5).id}/mandate`, { alias: '', isDefault: 'yes' })
      expect((await agent.get('/')).headers.location).to.equal(`/e/${firm(5).id}`)
      expect(await portal.db('mandates').where({ userId: account.id, isDefault: 1 })).to.have.length(1)
      await agent.post(`/e/${firm(5).id}/mandate`, {})
      expect((await agent.get('/')).headers.location).to.equal('/inbox')
    })

    it('works in two tabs with two firms: each says only what was done in it', async () => {
      const agent = await portal.signIn(account)
      const [one, two] = [firm(10), firm(11)]
      const about = async (n: number, name: string) => (await portal.given.draft(await person(n, name))).id
      const [here, there] = [await about(10, 'Links'), await about(11, 'Rechts')]
      // both forms are open; the second tab is used between sending the first form and seeing its answer
      const formHere = await agent.get(`/e/${one.id}/mutations/${here}/delete`)
      const formThere = await agent.get(`/e/${two.id}/mutations/${there}/delete`)
      expect([formHere.status, formThere.status]).to.deep.equal([200, 200])
      const deleted = await agent.post(`/e/${one.id}/mutations/${here}/delete`)
      const other = await agent.get(`/e/${two.id}/tasks`)
      expect(other.$('.govuk-notification-banner, .banner, [role=alert]').text()).to.equal('')
      expect(other.words).to.contain('Luca Rechts').and.not.to.contain('Luca Links')
      const answer = await agent.get(String(deleted.headers.location))
      expect(answer.headers.location ?? String(deleted.headers.location)).to.contain(`/e/${one.id}`)
      expect(answer.words).not.to.contain('Luca Rechts')
      // a form of one firm sent to the address of the other finds nothing there, and changes nothing
      const crossed = await agent.post(`/e/${one.id}/mutations/${there}/delete`)
      expect(crossed.status).to.equal(404)
      expect(await portal.db('mutations').where({ id: there }).first()).to.include({ status: 'draft' })
      // saving a step in one tab leaves the draft of the other as it was
      const typed = await agent.post(`/e/${two.id}/mutations/${there}/request`, {
        purpose: 'new',
        later: 'yes',
      })
      expect(typed.status).to.equal(303)
      expect((await agent.get(`/e/${two.id}/tasks`)).words).to.contain('Luca Rechts')
    })
  })
})

describe('Sixty mandates in a real browser', function () {
  this.timeout(90_000)
  const portal = usePortal()
  const browser = useBrowser()
  let firms: { id: string; name: string }[]
  let account: { id: string; email: string }

  before(async () => {
    const numbers = Array.from({ length: many }, (_, n) => String(n).padStart(2, '0'))
    firms = await Promise.all(numbers.map((n) => portal.given.employer({ name: `Betrieb ${n} AG` })))
    account = await portal.given.user({ employers: firms.map(({ id }) => id) })
    for (const [n, lastName] of [
      [3, 'Drei'],
      [42, 'Vierzig'],
    ] as const) {
      const person = await portal.given.employee(firms[n]?.id ?? '', { lastName })
      await portal.given.task(await portal.given.submitted(person))
      await portal.given.draft(person, {}, account.id)
    }
  })
  async function open(look: { width?: number; js?: boolean; lang?: string } = {}): Promise<Page> {
    const { width = 1280, js = true, lang = 'de' } = look
    const context = await browser().newContext({
      baseURL: portal.url,
      viewport: { width, height: 900 },
      javaScriptEnabled: js,
    })
    context.setDefaultTimeout(15_000)
    await context.addCookies([{ name: 'lang', value: lang, url: portal.url }])
    const page = await context.newPage()
    await enter(page, portal, account.email, '/inbox')
    return page
  }

  const expectSound = async (page: Page) => {
    expect(await findings(page), page.url()).to.deep.equal([])
    expect(await pixelsBeyondEdge(page), page.url()).to.be.at.most(0)
  }

  it('switch while one types, filter without a new page, and come back as they were', async () => {
    const page = await open()
    await expectSound(page)
    await page.goto(`/e/${firms[3]?.id}/tasks`)
    await page.locator('.menu--mandate > summary').click()
    await page.locator('#find-mandate').pressSequentially('betrieb 42')
    const found = page.locator('#switch li:first-child a', { hasText: 'Betrieb 42 AG' })
    await found.waitFor()
    await expectSound(page)
    await found.click()
    await page.waitForURL(`**/e/${firms[42]?.id}/tasks`)
    expect(await page.locator('main').innerText()).to.contain('Luca Vierzig')
    await page.goto('/inbox')
    await page.locator('#firm').selectOption(firms[42]?.id ?? '')
    await page.waitForURL(`**/inbox?firm=${firms[42]?.id}`)
    await page.locator('#inbox', { hasText: 'Luca Vierzig' }).filter({ hasNotText: 'Luca Drei' }).waitFor()
    await page.locator('#inbox .row__link').first().click()
    await page.waitForURL(`**/e/${firms[42]?.id}/tasks/**`)
    await page.goBack()
    await page.waitForURL(`**/inbox?firm=${firms[42]?.id}`)
    expect(await page.locator('#inbox').innerText()).not.to.contain('Luca Drei')
    await page.context().close()
  })

  it('say on an open inbox what has come in, around the focus and without a new address', async () => {
    const page = await open()
    await page.clock.install()
    await page.goto('/inbox?show=tasks')
    const first = page.locator('#inbox .row__link').first()
    await first.focus()
    const before = await first.getAttribute('href')
    const [entries, lead] = [await page.evaluate('history.length'), await page.locator('.lead').innerText()]
    const person = await portal.given.employee(firms[17]?.id ?? '', { lastName: 'Siebzehn' })
    await portal.given.task(await portal.given.submitted(person), { dueOn: '2027-03-01' })
    await page.clock.runFor(61_000)
    await page.locator('#inbox', { hasText: 'Luca Siebzehn' }).waitFor()
    await page.locator('#beside', { hasText: 'Betrieb 17 AG' }).waitFor()
    await page.locator('.lead').filter({ hasNotText: lead }).waitFor()
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).to.equal(before)
    expect(new URL(page.url()).search).to.equal('?show=tasks')
    expect(await page.evaluate('history.length')).to.equal(entries)
    await expectSound(page)
    await page.context().close()
  })

  it('stand in two tabs at once: each form goes to its own firm, and each sentence is said in its own tab', async () => {
    const left = await open()
    const right = await left.context().newPage()
    for (const [page, n] of [
      [left, 3],
      [right, 42],
    ] as const)
      await page.goto(`/e/${firms[n]?.id}/tasks?show=drafts`)
    for (const page of [left, right]) await page.locator('#tasks .row__link').first().click()
    for (const page of [left, right]) await page.waitForURL('**/mutations/**')
    await left.getByLabel(/^Bemerkung/).fill('für Betrieb 3')
    await right.getByLabel(/^Bemerkung/).fill('für Betrieb 42')
    for (const page of [left, right]) {
      await page.getByRole('button', { name: 'Speichern und später weiterfahren' }).click()
      await page.waitForURL((url) => !url.pathname.includes('/mutations/'))
    }
    const kept = await portal.db('mutations').where({ status: 'draft' }).select('employerId', 'draft')
    for (const n of [3, 42]) {
      const drafts = kept.filter(({ employerId }) => employerId === firms[n]?.id)
      expect(drafts).to.have.length(1)
      expect(drafts[0].draft).to.contain(`für Betrieb ${n}"`)
    }
    expect(new URL(left.url()).pathname).to.contain(firms[3]?.id)
    expect(new URL(right.url()).pathname).to.contain(firms[42]?.id)
    await left.context().close()
  })

  for (const lang of ['fr', 'it', 'en'])
    it(`are found on a phone without scripts, in ${lang}`, async () => {
      const page = await open({ width: 360, js: false, lang })
      await expectWide(page)
      await page.locator('.menu--mandate > summary').click()
      await page.locator('#find-mandate').fill('betrieb 42')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/mandates?q=betrieb+42**')
      await expectWide(page)
      await page.locator('#mandates tbody tr:first-child a').last().click()
      await page.waitForURL(`**/e/${firms[42]?.id}/mandate`)
      await expectWide(page)
      await page.context().close()
    })

  const expectWide = async (page: Page) => expect(await pixelsBeyondEdge(page), page.url()).to.be.at.most(0)
})
