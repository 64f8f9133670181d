import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { findings } from '../journeys/axe.js'
import { onEachDatabase, type Portal, usePortal } from './portal.js'
import { enter, useBrowser } from './real-browser.js'

/** A task for the office about somebody of this name. */
async function taskAbout(portal: Portal, lastName: string, dueOn = '2026-12-03') {
  const { id } = await portal.given.employer()
  const report = await portal.given.submitted(await portal.given.employee(id, { lastName }))
  return portal.given.task(report, { side: 'fund', dueOn })
}

describe('The open desk', () => {
  onEachDatabase((portal) => {
    it('is told what has changed, hears nothing while nothing has, and keeps no session alive by it', async () => {
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      const live = async (n: unknown) => desk.get(`/office/live?n=${n}`)
      const { n, badges } = (await live('')).body
      expect(badges).to.deep.equal([{ key: 'desk', count: '0', words: '' }])
      expect((await live(n)).status).to.equal(204)
      await taskAbout(portal, 'Neuling')
      const later = (await live(n)).body
      expect(later.badges).to.deep.equal([{ key: 'desk', count: '1', words: ', 1 offen' }])
      const byItself = { 'Portal-Live': '1' }
      const part = await desk.part('/office?who=free', byItself)
      expect(part.words).to.contain('Neuling')
      expect(part.headers).not.to.have.property('hx-push-url')
      expect(part.$('#desk [role=status]').attr('aria-live')).to.equal('off')
      expect((await desk.part('/office?who=free')).$('#desk [role=status]').attr('aria-live')).to.equal(
        undefined,
      )
      portal.clock.forward(29)
      expect((await live(later.n)).status).to.equal(204)
      expect((await desk.part('/office', byItself)).status).to.equal(200)
      portal.clock.forward(2)
      expect((await live(later.n)).status).to.equal(303)
    })

    it('hears of a new day, with which tasks become overdue', async () => {
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      portal.clock.set('2026-11-24T22:50:00.000Z')
      const again = await portal.signIn(await portal.given.user({ role: 'supervisor' }))
      const { n } = (await again.get('/office/live?n=')).body
      portal.clock.forward(15)
      expect((await again.get(`/office/live?n=${n}`)).status).to.equal(200)
      expect((await desk.get('/office/live?n=')).status, 'whose session has ended').to.equal(303)
    })

    it('is nothing for employers, nor for who looks after accounts', async () => {
      const { id } = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [id] }))
      expect((await hr.get('/office/live')).status).to.equal(404)
      const admin = await portal.signIn(await portal.given.user({ role: 'system-administrator' }))
      expect((await admin.get('/office/live')).status).to.equal(403)
      expect((await admin.get('/office/employers')).$('[data-live]')).to.have.length(0)
    })
  })
})

describe('The open desk in a real browser', function () {
  this.timeout(90_000)
  const portal = usePortal()
  const browser = useBrowser()

  before(() => taskAbout(portal, 'Erste'))

  async function open(path: string): Promise<Page> {
    const account = await portal.given.user({ role: 'caseworker', name: 'Anna Erste' })
    const context = await browser().newContext({ baseURL: portal.url })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    await enter(page, portal, account.email, '/office')
    await page.clock.install()
    await page.goto(path)
    return page
  }
  const row = (page: Page, name: string) => page.locator('#desk tbody tr', { hasText: name })
  /** A minute passes, and the page has been told. */
  async function aMinuteLater(page: Page) {
    const told = page.waitForResponse((it) => it.url().includes('/office/live'))
    await page.clock.runFor(61_000)
    await (await told).finished()
  }

  it('shows what a colleague has taken and what has come in, with its counts, under the same address', async () => {
    const page = await open('/office?q=e')
    const entries = await page.evaluate('history.length')
    await row(page, 'Erste')
      .getByRole('button', { name: /^Übernehmen/ })
      .waitFor()
    const otto = await portal.given.user({ role: 'caseworker', name: 'Otto Kollege' })
    await portal.db('tasks').update({ claimedBy: otto.id, claimedAt: portal.clock.now() })
    await taskAbout(portal, 'Zweite')
    await aMinuteLater(page)
    await row(page, 'Zweite').waitFor()
    await row(page, 'Erste').filter({ hasText: 'Otto Kollege' }).waitFor()
    await page.locator('#desk-views .chip', { hasText: 'Alle' }).filter({ hasText: '2' }).waitFor()
    await page.locator('[data-badge=desk]', { hasText: '2' }).waitFor()
    expect(new URL(page.url()).search).to.equal('?q=e')
    expect(await page.evaluate('history.length')).to.equal(entries)
    expect(await findings(page)).to.deep.equal([])
    await page.context().close()
  })

  it('leaves the list as it is while somebody has ticked something or opened something in it, and then catches up', async () => {
    const page = await open('/office')
    let written = 0
    page.on('request', (request) => {
      if (request.headers()['portal-live']) written++
    })
    const box = row(page, 'Erste').locator('.row__pick input')
    await box.check({ force: true })
    await page.evaluate('document.activeElement.blur()')
    await taskAbout(portal, 'Dritte')
    await aMinuteLater(page)
    await page.locator('[data-badge=desk]', { hasText: '3' }).waitFor()
    await aMinuteLater(page)
    expect(await row(page, 'Dritte').count()).to.equal(0)
    expect(await box.isChecked()).to.equal(true)
    await box.uncheck({ force: true })
    await aMinuteLater(page)
    expect(await row(page, 'Dritte').count(), 'the focus is in the list').to.equal(0)
    await page.evaluate('document.activeElement.blur()')
    const menu = page.locator('#desk details').first()
    await menu.locator('summary').click()
    await page.evaluate('document.activeElement.blur()')
    await aMinuteLater(page)
    expect(await row(page, 'Dritte').count()).to.equal(0)
    expect(await menu.evaluate((it) => (it as unknown as { open: boolean }).open)).to.equal(true)
    await menu.locator('summary').click()
    await page.evaluate('document.activeElement.blur()')
    await aMinuteLater(page)
    await row(page, 'Dritte').waitFor()
    expect(written, 'asked for anew once, when nothing was in use any more').to.equal(1)
    await page.context().close()
  })
})
