import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { answers } from '../domain/family-allowance/facts.js'
import { jpeg, onePagePdf } from './files.js'
import { usePortal } from './portal.js'
import { useBrowser } from './real-browser.js'

describe('Papers on a phone', function () {
  this.timeout(90_000)
  const portal = usePortal()
  const browser = useBrowser()

  /** The page of a task that asks for a certificate, with a finger for a pointer unless it is said otherwise. */
  async function asked({ js = true, hasTouch = true } = {}): Promise<Page> {
    const employer = await portal.given.employer()
    const user = await portal.given.user({ employers: [employer.id] })
    const report = await portal.given.submitted(await portal.given.employee(employer.id), answers({}))
    const details = { documents: [{ purpose: 'birth', child: null }] }
    const task = await portal.given.task(report, { details })
    const sid = (await portal.signIn(user)).cookie('sid') ?? ''
    const context = await browser().newContext({
      baseURL: portal.url,
      viewport: { width: 360, height: 740 },
      locale: 'de-CH',
      hasTouch,
      isMobile: hasTouch,
      javaScriptEnabled: js,
    })
    context.setDefaultTimeout(15_000)
    await context.addCookies([{ name: 'sid', value: sid, url: portal.url }])
    const page = await context.newPage()
    await page.goto(`/e/${employer.id}/tasks/${task.id}`)
    return page
  }
  const chosen = { name: 'Geburtsschein.pdf', mimeType: 'application/pdf', buffer: onePagePdf() }
  const photo = { name: 'image.jpg', mimeType: 'image/jpeg', buffer: jpeg() }
  const file = (page: Page) => page.locator('#file-0')
  const camera = (page: Page) => page.getByLabel('Oder ein Foto aufnehmen')
  const upload = (page: Page) => page.getByRole('button', { name: 'Hochladen' }).click()
  const stored = (page: Page, name: string) => page.locator('#files-0').getByRole('link', { name })

  for (const js of [true, false])
    it(`are chosen, or photographed at once, ${js ? 'with' : 'without'} JavaScript`, async () => {
      const page = await asked({ js })
      expect(await camera(page).getAttribute('capture')).to.equal('environment')
      expect(await file(page).getAttribute('accept')).to.contain('image/jpeg')
      await file(page).setInputFiles(chosen)
      await upload(page)
      await stored(page, chosen.name).waitFor()
      await camera(page).setInputFiles(photo)
      await upload(page)
      await stored(page, photo.name).waitFor()
      expect(await page.locator('.file__face').first().isVisible(), 'the words of the portal').to.equal(js)
      await page.context().close()
    })

  it('are one at a time: a photo takes the place of what was chosen', async () => {
    const page = await asked()
    await file(page).setInputFiles(chosen)
    await camera(page).setInputFiles(photo)
    await upload(page)
    await stored(page, photo.name).waitFor()
    expect(await stored(page, chosen.name).count()).to.equal(0)
    await page.context().close()
  })

  it('are named in the words of the portal, not of the browser: what is chosen, and nothing once it is stored', async () => {
    const page = await asked()
    const named = (field: string) => page.locator(`${field} ~ .file__face`).innerText()
    expect(await named('#file-0')).to.match(/Datei wählen\s.*Keine Datei gewählt/s)
    await file(page).setInputFiles(chosen)
    expect(await page.getByRole('button', { name: 'Datei auswählen Datei wählen' }).count()).to.equal(1)
    expect(await named('#file-0')).to.contain(chosen.name)
    await camera(page).setInputFiles(photo)
    await page.locator('#file-0-photo-chosen', { hasText: photo.name }).waitFor()
    expect(await named('#file-0')).to.contain('Keine Datei gewählt')
    await upload(page)
    await page
      .locator('#file-0-photo-chosen', { hasText: 'Keine Datei gewählt' })
      .waitFor({ state: 'attached' })
    await page.goto(`${page.url()}?lang=fr`)
    expect(await named('#file-0')).to.match(/Choisir un fichier\s.*Aucun fichier choisi/s)
    await page.context().close()
  })

  it('without JavaScript are refused where both were given', async () => {
    const page = await asked({ js: false })
    await file(page).setInputFiles(chosen)
    await camera(page).setInputFiles(photo)
    await upload(page)
    await page.getByText('nicht beides').first().waitFor()
    await page.context().close()
  })

  it('are only chosen where a mouse points', async () => {
    const page = await asked({ hasTouch: false })
    expect(await file(page).isVisible()).to.equal(true)
    expect(await camera(page).isVisible()).to.equal(false)
    await page.context().close()
  })

  it('leave the focus at their heading when one is removed', async () => {
    const page = await asked()
    for (const name of ['eins.pdf', 'zwei.pdf']) {
      await file(page).setInputFiles({ ...chosen, name })
      await upload(page)
      await stored(page, name).waitFor()
    }
    await page.getByRole('button', { name: /Entfernen.*eins/ }).press('Enter')
    await stored(page, 'eins.pdf').waitFor({ state: 'detached' })
    await page.locator('#wish-title-0:focus').waitFor()
    expect(await stored(page, 'zwei.pdf').count()).to.equal(1)
    await page.context().close()
  })
})
