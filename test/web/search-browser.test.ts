import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { findings } from '../journeys/axe.js'
import { pixelsBeyondEdge } from '../journeys/pages.js'
import { usePortal } from './portal.js'
import { enter, useBrowser } from './real-browser.js'

describe('The search of the office and of all mandates in a real browser', function () {
  this.timeout(120_000)
  const portal = usePortal()
  const browser = useBrowser()
  const actors: Record<string, { email: string; home: string; box: string }> = {}

  before(async () => {
    const names = ['Quellenhof Hotel und Kongresszentrum Bad Ragaz AG', 'Quaderbau Gossau GmbH']
    const firms = await Promise.all(names.map((name) => portal.given.employer({ name })))
    for (const { id } of firms)
      for (let n = 0; n < 6; n++) {
        const person = await portal.given.employee(id, { lastName: 'Quarzenberger-Hutter', firstName: 'Jo' })
        const report = await portal.given.submitted(person)
        await portal.given.task(report, { side: n % 2 ? 'fund' : 'employer' })
        await portal.given.message(report)
      }
    const boss = await portal.given.user({ role: 'supervisor', name: 'Vera Aufsicht' })
    const agent = await portal.given.user({ employers: firms.map(({ id }) => id), name: 'Corinne Steffen' })
    actors.office = { email: boss.email, home: '/office', box: '/office/search' }
    actors.mandates = { email: agent.email, home: '/inbox', box: '/search' }
  })

  async function signedIn(who: string, width: number, javaScriptEnabled = true): Promise<Page> {
    const { email, home } = actors[who] as (typeof actors)[string]
    const viewport = { width, height: 800 }
    const context = await browser().newContext({ viewport, baseURL: portal.url, javaScriptEnabled })
    const page = await context.newPage()
    await enter(page, portal, email, home)
    return page
  }

  for (const who of ['office', 'mandates']) {
    const box = () => String(actors[who]?.box)

    it(`shows what it finds while one types, and all of it after Enter: ${who}`, async () => {
      const page = await signedIn(who, 1280)
      await page.locator('#masthead-search').fill('quarz')
      await page.locator('#quick-found .row').first().waitFor()
      expect(await findings(page)).to.deep.equal([])
      await page.locator('#masthead-search').press('Enter')
      await page.waitForURL(`**${box()}`)
      await page.locator('main .row').first().waitFor()
      expect(await findings(page)).to.deep.equal([])
      await page.context().close()
    })

    it(`is found on a phone without scripts: ${who}`, async () => {
      const page = await signedIn(who, 360, false)
      await page.locator('.search-link').click()
      await page.locator('#search-page').fill('quarz')
      await page.locator('#search-page').press('Enter')
      await page.locator('main .row').first().waitFor()
      expect(page.url()).to.equal(portal.url + box())
      expect(await pixelsBeyondEdge(page)).to.equal(0)
      await page.locator('main .row__link').first().click()
      await page.waitForURL((url) => url.pathname !== box())
      await page.context().close()
    })
  }

  it('shows all of a sort page by page, with the arrows beside the numbers on a phone', async () => {
    const known = await portal.db('employees').where({ lastName: 'Quarzenberger-Hutter' }).first()
    const others = Array.from({ length: 60 }, (_, n) => ({ ...known, id: `more-${n}`, ahvNumber: null }))
    for (let n = 0; n < others.length; n += 30) await portal.db('employees').insert(others.slice(n, n + 30))
    const page = await signedIn('mandates', 360)
    await page.goto('/search')
    await page.locator('#search-page').fill('quarz')
    await page.locator('#search-page').press('Enter')
    await page.locator('form.found__all button').first().click()
    await page.waitForURL('**/search?sort=people')
    await page.locator('.govuk-pagination__next a').click()
    await page.waitForURL('**/search?sort=people&page=2')
    expect(await findings(page)).to.deep.equal([])
    expect(await pixelsBeyondEdge(page)).to.equal(0)
    const tops = await page
      .locator('.govuk-pagination__prev, .govuk-pagination__item')
      .evaluateAll((all) => all.map((it) => Math.round(it.getBoundingClientRect().top)))
    expect(new Set(tops).size).to.equal(1)
    await page.locator('main .row__link').first().click()
    await page.goBack()
    await page.locator('.govuk-pagination__item--current', { hasText: '2' }).waitFor()
    await page.context().close()
  })
})
