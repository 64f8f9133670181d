import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { findings } from '../journeys/axe.js'
import { usePortal } from './portal.js'
import { enter, useBrowser } from './real-browser.js'

describe('An employer at work in a real browser', function () {
  this.timeout(120_000)
  const portal = usePortal()
  const browser = useBrowser()
  before(() => {
    portal.url = portal.url.replace('127.0.0.1', 'localhost')
    portal.deps.config.baseUrl = portal.url
  })

  const complaints: string[] = []

  async function signedIn(
    email: string,
    options: { width: number; javaScriptEnabled: boolean },
  ): Promise<Page> {
    const { width, javaScriptEnabled } = options
    const viewport = { width, height: 900 }
    const context = await browser().newContext({
      baseURL: portal.url,
      viewport,
      locale: 'de-CH',
      javaScriptEnabled,
    })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    await enter(page, portal, email)
    return page
  }

  async function household() {
    const employer = await portal.given.employer()
    const user = await portal.given.user({ employers: [employer.id] })
    const ahvNumber = '756.9217.0769.85'
    const person = await portal.given.employee(employer.id, {
      firstName: 'Anna',
      lastName: 'Roth',
      ahvNumber,
    })
    const report = await portal.given.submitted(person)
    const task = await portal.given.task(report, { dueOn: '2026-11-27' })
    await portal.given.message(report)
    return { user, person, task, ahvNumber, base: `/e/${employer.id}` }
  }

  async function sound(page: Page): Promise<void> {
    const where = page.url().replace(portal.url, '')
    expect(await findings(page), where).to.deep.equal([])
    const wider = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    expect(await page.evaluate(wider), `${where} scrolls sideways`).to.equal(0)
  }

  it('finds, stars and hands on with the keyboard, and nothing it types stands in an address', async () => {
    const { user, person, task, ahvNumber, base } = await household()
    const page = await signedIn(user.email, { width: 1280, javaScriptEnabled: true })
    await sound(page)
    await page.keyboard.press('/')
    await page.keyboard.type('756.9217')
    await page.getByText('Anna Roth', { exact: true }).first().waitFor()
    await sound(page)
    await page.keyboard.press('Escape')
    expect(await page.locator('#quick-found').textContent()).to.equal('')
    await page.getByRole('searchbox').first().fill(ahvNumber)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${base}/employees/${person.id}`)
    await page.getByRole('button', { name: 'Zu den Favoriten' }).click()
    await page
      .getByRole('navigation', { name: 'Favoriten' })
      .getByRole('link', { name: 'Anna Roth' })
      .waitFor()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    for (const list of ['employees', 'tasks', 'messages', 'mutations']) {
      await page.goto(`${base}/${list}`)
      await sound(page)
      await page.locator('#q').fill(ahvNumber)
      await page.locator('#q').press('Enter')
      await page.waitForURL(`**${base}/employees/${person.id}`)
    }
    for (const list of ['employees', 'tasks', 'messages', 'mutations']) {
      await page.goto(`${base}/${list}`)
      const answer = page.waitForResponse((it) => it.url().includes(`${base}/${list}?`))
      await page.locator('#q').fill('Roth')
      expect(new URL((await answer).url()).searchParams.get('q')).to.equal('Roth')
    }
    expect(asked.filter((url) => url.includes('csrf'))).to.deep.equal([])
    expect(asked.filter((url) => /756\D*9217/.test(url))).to.deep.equal([])
    for (const path of [
      `${base}/favourites`,
      `${base}/search`,
      `${base}/tasks?show=soon`,
      `${base}/tasks/${task.id}/delegate`,
      '/account/notices',
    ]) {
      await page.goto(path)
      await sound(page)
    }
    expect(complaints).to.deep.equal([])
    await page.context().close()
  })

  it('does the same on a phone without scripts', async () => {
    const { user, person, task, base } = await household()
    const page = await signedIn(user.email, { width: 360, javaScriptEnabled: false })
    await page.getByRole('link', { name: 'Name, AHV-Nummer oder Referenz' }).click()
    await page.locator('#search-page').fill('roth')
    await page.locator('#search-page').press('Enter')
    await page.locator('main').getByRole('link', { name: 'Anna Roth' }).first().click()
    await page.waitForURL(`**/employees/${person.id}`)
    await page.getByRole('button', { name: 'Zu den Favoriten' }).click()
    await page.goto(`${base}/tasks/${task.id}/delegate`)
    await page
      .getByRole('navigation', { name: 'Favoriten' })
      .getByRole('link', { name: 'Anna Roth' })
      .waitFor()
    await page.goto(base)
    await page.getByRole('button', { name: 'Nicht mehr zeigen' }).click()
    await page.getByText('Die ersten Schritte erscheinen nicht mehr').waitFor()
    await page.goto(`${base}/tasks?show=soon`)
    await page.getByText('Diese Liste speichern').click()
    await page.getByLabel('Name der Liste').fill('Bald')
    await page.getByLabel('Mit Stern ins Menü').check()
    await page.getByRole('button', { name: 'Speichern' }).click()
    await page.getByRole('navigation', { name: 'Favoriten' }).getByRole('link', { name: 'Bald' }).click()
    await page.waitForURL('**/tasks?show=soon')
    await page.context().close()
    const phone = await signedIn(user.email, { width: 360, javaScriptEnabled: true })
    for (const path of ['', '/favourites', '/search', '/tasks', '/messages', '/employees']) {
      await phone.goto(`${base}${path}`)
      await sound(phone)
    }
    await phone.context().close()
  })

  it('stars what it has found, a message and a guide on a phone, and begins a starred report from the start page', async () => {
    const { user, base } = await household()
    const phone = await signedIn(user.email, { width: 360, javaScriptEnabled: false })
    const inBar = (name: string) =>
      phone.getByRole('navigation', { name: 'Favoriten' }).getByRole('link', { name })
    await phone.goto(`${base}/search`)
    await phone.locator('#search-page').fill('roth')
    await phone.locator('#search-page').press('Enter')
    await phone.getByRole('button', { name: 'Zu den Favoriten: Anna Roth' }).click()
    await inBar('Anna Roth').waitFor()
    await phone.goto(`${base}/messages`)
    await phone.locator('#messages .row__link').first().click()
    await phone.getByRole('button', { name: 'Zu den Favoriten' }).click()
    await inBar('Zulagenentscheid').waitFor()
    await phone.goto('/guides')
    await phone.locator('#guides .star').first().click()
    await phone.locator('#guides .star--on').waitFor()
    await phone.goto(`${base}/favourites`)
    await phone.getByRole('button', { name: 'Zu den Favoriten: Eintritt melden' }).click()
    await phone.goto(base)
    const card = phone.locator('section', { has: phone.locator('#favourites') })
    await card.getByRole('button', { name: 'Eintritt melden' }).click()
    await phone.waitForURL(`**${base}/mutations/**`)
    await phone.context().close()
    const scripted = await signedIn(user.email, { width: 360, javaScriptEnabled: true })
    for (const path of [base, `${base}/search`, `${base}/favourites`, '/guides', '/guides/first-steps']) {
      await scripted.goto(path)
      await sound(scripted)
    }
    await scripted.context().close()
  })

  it('is starred at the office as well, on a phone', async () => {
    const { person } = await household()
    const { email } = await portal.given.user({ role: 'caseworker' })
    const desk = await signedIn(email, { width: 360, javaScriptEnabled: true })
    await desk.getByRole('button', { name: 'Zu den Favoriten' }).click()
    await desk.goto(`/office/employers/${person.employerId}`)
    await desk.getByRole('button', { name: 'Zu den Favoriten' }).click()
    const bar = desk.getByRole('navigation', { name: 'Favoriten' })
    for (const path of ['/office', '/office/favourites', '/office/workload', '/guides', '/account']) {
      await desk.goto(path)
      await bar.getByRole('link', { name: 'Arbeitskorb' }).waitFor()
      await sound(desk)
    }
    await desk.context().close()
  })
})
