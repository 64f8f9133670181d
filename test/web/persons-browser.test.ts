import { expect } from 'chai'
import type { BrowserContext, Page } from 'playwright-core'
import { eraseByRule } from '../../db/forgetting/erasure.js'
import { findings } from '../journeys/axe.js'
import { shot } from '../journeys/evidence.js'
import { usePortal } from './portal.js'
import { enter, useBrowser } from './real-browser.js'

describe('The rights of a person in a real browser', function () {
  this.timeout(120_000)
  const portal = usePortal()
  const browser = useBrowser()
  let boss: BrowserContext
  before(async () => {
    portal.url = portal.url.replace('127.0.0.1', 'localhost')
    const user = await portal.given.user({ role: 'supervisor', name: 'Vera Aufsicht' })
    boss = await signedIn(user.email)
  })

  async function signedIn(email: string): Promise<BrowserContext> {
    const context = await browser().newContext({ baseURL: portal.url, locale: 'de-CH' })
    context.setDefaultTimeout(20_000)
    const page = await context.newPage()
    await enter(page, portal, email)
    await page.close()
    return context
  }

  async function leaver(lastName: string) {
    const employer = await portal.given.employer()
    const employment = { startsOn: '2008-01-01', endsOn: '2010-12-31' }
    return portal.given.employee(employer.id, { lastName, employment, ahvNumber: '756.9217.0769.85' })
  }

  /** Nothing for axe, and nothing sticks out, wide and narrow. */
  async function fine(page: Page, name: string) {
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 })
      await shot(page, `${name}-${width}`)
      expect(await findings(page), `${name} at ${width}`).to.deep.equal([])
      const over = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
      expect(over, `${name} at ${width}`).to.be.at.most(0)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
  }

  it('somebody is found, handed out as a file, and ordered to be erased', async () => {
    await leaver('Vorbei')
    const page = await boss.newPage()
    await page.goto('/office/persons')
    await page.locator('main').getByLabel('Person suchen').fill('756.9217.0769.85')
    await page.locator('main').getByRole('button', { name: 'Suchen' }).click()
    await fine(page, 'persons-found')
    expect(page.url()).not.to.contain('756')
    await page.getByRole('link', { name: 'Vorbei Luca' }).click()
    await fine(page, 'person')
    await page.getByRole('link', { name: 'Auskunft vorbereiten' }).click()
    await fine(page, 'person-file')
    const started = page.waitForEvent('download')
    await page.getByRole('button', { name: 'ZIP-Datei herunterladen' }).click()
    expect((await started).suggestedFilename()).to.match(/^Auskunft-[\d-]+\.zip$/)
    await page.goBack()
    await page.getByRole('link', { name: 'Löschung anordnen' }).click()
    await page.getByRole('button', { name: 'Löschung anordnen' }).click()
    await fine(page, 'erasure-wrong')
    await page.getByLabel('Die Person verlangt es').check()
    await page.getByRole('button', { name: 'Löschung anordnen' }).click()
    await page.waitForURL('**/office/erasures')
    await fine(page, 'erasures')
    await page.close()
  })

  it('somebody else confirms, and the certificate can be read', async () => {
    const admin = await portal.given.user({ role: 'system-administrator', name: 'Ada Zweite' })
    const second = await signedIn(admin.email)
    const page = await second.newPage()
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto('/office/erasures')
    await page.getByRole('link', { name: 'Die Person verlangt es' }).click()
    await fine(page, 'erasure-decide')
    await page.getByLabel('Bestätigen und löschen').check()
    await page.getByRole('button', { name: 'Entscheiden' }).click()
    await page.getByText('Die Person ist gelöscht.').waitFor()
    await fine(page, 'erasure-certificate')
    await page.goto('/office/retention')
    await fine(page, 'retention')
    await second.close()
  })

  it('what the portal has erased by its rule is told apart', async () => {
    const { id } = await leaver('Verjährt')
    const at = portal.clock.now()
    expect(await eraseByRule(portal.db, id, 'expired', { actor: 'system', at })).to.equal(true)
    const page = await boss.newPage()
    await page.goto('/office/erasures')
    await page.getByRole('link', { name: 'Frist der Aufbewahrung abgelaufen' }).click()
    expect(await page.locator('main').innerText()).to.contain('Portal')
    await page.close()
  })
})
