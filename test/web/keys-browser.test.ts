import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { answers } from '../domain/family-allowance/facts.js'
import { findings } from '../journeys/axe.js'
import { usePortal } from './portal.js'
import { useBrowser } from './real-browser.js'
import type { Account } from './visitor.js'

describe('Keys in a real browser', function () {
  this.timeout(120_000)
  const portal = usePortal()
  const browser = useBrowser()
  let employer: { id: string }
  before(async () => {
    employer = await portal.given.employer()
    for (const [n, lastName] of ['Anders', 'Berger', 'Cattin'].entries()) {
      const person = await portal.given.employee(employer.id, { lastName })
      const report = await portal.given.submitted(person, answers({}))
      await portal.given.task(report, { side: 'fund', dueOn: `2026-12-0${n + 1}` })
    }
  })

  async function at(path: string, account: Account): Promise<Page> {
    const visitor = await portal.signIn(account)
    const context = await browser().newContext({
      baseURL: portal.url,
      viewport: { width: 1280, height: 900 },
    })
    context.setDefaultTimeout(15_000)
    await context.addCookies([{ name: 'sid', value: String(visitor.cookie('sid')), url: portal.url }])
    const page = await context.newPage()
    await open(page, path)
    return page
  }
  /** Opens a page and waits until its keys are heard. */
  const open = async (page: Page, path: string) => {
    await page.goto(path)
    await heard(page)
  }
  const heard = (page: Page) => page.locator('[data-does=home][aria-keyshortcuts]').waitFor()
  const focused = (page: Page) => page.locator(':focus').innerText()
  const caseworker = async (choices = {}) =>
    (await portal.given.user({ role: 'caseworker', choices: JSON.stringify(choices) })) as never

  it('lead through the desk: from row to row, tick, open, take, and to the button for the next', async () => {
    const page = await at('/office', await caseworker())
    await page.keyboard.press('j')
    expect(await focused(page)).equal('Anders Luca')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    expect(await focused(page)).equal('Cattin Luca')
    await page.keyboard.press('k')
    expect(await focused(page)).equal('Berger Luca')
    await page.keyboard.press('x')
    expect(await page.getByRole('checkbox', { checked: true }).count()).equal(1)
    await page.keyboard.press('o')
    await page.waitForURL(/\/office\/tasks\//)
    await heard(page)
    await page.keyboard.press('c')
    const next = page.locator('main [data-does=save]')
    await next.waitFor()
    await heard(page)
    await page.keyboard.press('s')
    expect(await next.evaluate((button) => button.matches(':focus'))).equal(true)
    await page.keyboard.press('t')
    await page.waitForURL(/\/office$/)
    await heard(page)
    await page.keyboard.press('n')
    await page.waitForURL(/\/office\/tasks\//)
  })

  it('take the task of the row one is on', async () => {
    const page = await at('/office?q=cattin', await caseworker())
    await page.keyboard.press('c')
    expect(page.url()).match(/q=cattin$/)
    await page.keyboard.press('j')
    await page.keyboard.press('c')
    await page.waitForURL(/\/office\/tasks\//)
    await page.getByRole('heading', { name: 'Cattin Luca' }).waitFor()
  })

  it('mean nothing while one types, with another key held down, or in a dialog', async () => {
    const page = await at('/office', await caseworker())
    await page.keyboard.press('/')
    await page.keyboard.type('mjhx')
    expect(await page.locator('#masthead-search').inputValue()).equal('mjhx')
    await page.locator('#kind').focus()
    await page.keyboard.press('h')
    await page.keyboard.press('Tab')
    await page.locator('main h1').click()
    await page.keyboard.press('Control+m')
    expect(page.url()).match(/\/office/)
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Tastenkürzel' })
    await dialog.getByText('Zur nächsten Zeile einer Liste').waitFor()
    expect(await findings(page)).deep.equal([])
    await page.keyboard.press('m')
    expect(page.url()).match(/\/office/)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await page.keyboard.press('m')
    await page.waitForURL(/\/office\/mailings/)
  })

  it('lead an employer to the search, the tasks, the messages and the reports', async () => {
    const page = await at(
      `/e/${employer.id}`,
      (await portal.given.user({ employers: [employer.id] })) as never,
    )
    for (const [key, part] of Object.entries({ t: 'tasks', m: 'messages', r: 'mutations' })) {
      await page.keyboard.press(key)
      await page.waitForURL(`**/e/${employer.id}/${part}`)
      await heard(page)
    }
    await page.keyboard.press('j')
    expect(await focused(page)).contain('Familienzulagen für')
    await page.keyboard.press('/')
    expect(await page.locator('#masthead-search').evaluate((field) => field.matches(':focus'))).equal(true)
  })

  it('are those one has chosen, and none where they are switched off', async () => {
    const own = await at('/office', await caseworker({ ownKeys: { down: '+', up: '' } }))
    await own.keyboard.press('j')
    await own.keyboard.press('+')
    expect(await focused(own)).equal('Anders Luca')
    const off = await at('/help', await caseworker()).then(async (page) => {
      await page.goto('/account/keys')
      await page.getByLabel('Tastenkürzel einschalten').uncheck()
      await page.getByRole('button', { name: 'Speichern' }).click()
      await page.getByText('Ihre Tasten sind gespeichert.').waitFor()
      await page.goto('/office')
      return page
    })
    await off.waitForLoadState('networkidle')
    await off.keyboard.press('j')
    await off.keyboard.press('m')
    expect(off.url()).match(/\/office$/)
    expect(await off.locator(':focus').count()).equal(0)
  })
})
