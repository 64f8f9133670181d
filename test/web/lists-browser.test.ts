import { expect } from 'chai'
import { usePortal } from './portal.js'
import { useBrowser } from './real-browser.js'

describe('A list in a real browser', function () {
  this.timeout(60_000)
  const portal = usePortal()
  const browser = useBrowser()

  it('is found again as it was filtered, by the link back as by the button of the browser', async () => {
    const employer = await portal.given.employer()
    for (const lastName of ['Steiner', 'Zbinden']) await portal.given.employee(employer.id, { lastName })
    const user = await portal.given.user({ employers: [employer.id] })
    const value = (await portal.signIn(user)).cookie('sid') ?? ''
    const context = await browser().newContext({ baseURL: portal.url, locale: 'de-CH' })
    await context.addCookies([{ name: 'sid', value, url: portal.url }])
    const page = await context.newPage()
    const list = `/e/${employer.id}/employees`
    await page.goto(`${list}?lang=de`)
    await page.locator('#q').fill('zbi')
    await page.locator('#sort').selectOption('birth')
    await page.waitForURL(/q=zbi.*sort=birth/)
    const filtered = page.url()
    expect(await page.locator('tbody tr').count()).to.equal(1)
    await page.getByRole('link', { name: /Zbinden/ }).click()
    await page.getByRole('heading', { level: 1, name: /Zbinden/ }).waitFor()
    await page.waitForURL((url) => url.hash === '')
    await page.reload()
    expect(await page.evaluate('sessionStorage.length + localStorage.length'), 'is stored').to.equal(0)
    await page.locator('a.govuk-back-link').click()
    await page.waitForURL(filtered)
    expect(await page.locator('tbody tr').count()).to.equal(1)
    await page.goBack()
    await page.goBack()
    await page.waitForURL(filtered)
    await page.goto(list)
    await page.getByRole('link', { name: /Steiner/ }).click()
    await page.locator('a.govuk-back-link').click()
    await page.waitForURL(`**${list}`)
    expect(await page.locator('tbody tr').count()).to.equal(2)
    await context.close()
  })
})
