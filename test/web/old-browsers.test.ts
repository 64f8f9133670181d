import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { answers } from '../domain/family-allowance/facts.js'
import { pixelsBeyondEdge } from '../journeys/pages.js'
import { asIn2018 } from './old-browser.js'
import { usePortal } from './portal.js'
import { useBrowser } from './real-browser.js'

describe('A browser of eight years ago', function () {
  this.timeout(90_000)
  const portal = usePortal()
  const browser = useBrowser()

  async function phoneOf2018(sid: string): Promise<Page> {
    const viewport = { width: 360, height: 740 }
    const context = await browser().newContext({ baseURL: portal.url, viewport, locale: 'de-CH' })
    context.setDefaultTimeout(15_000)
    await context.addCookies([{ name: 'sid', value: sid, url: portal.url }])
    const page = await context.newPage()
    await asIn2018(page)
    return page
  }

  it('shows the menu of a phone unfolded, every page within its edges, and files a report', async () => {
    const employer = await portal.given.employer()
    const user = await portal.given.user({ employers: [employer.id] })
    const person = await portal.given.employee(employer.id, { lastName: 'Zbinden' })
    const task = await portal.given.task(await portal.given.submitted(person, answers({})), {
      side: 'employer',
    })
    const draft = await portal.given.draft(person, {}, user.id)
    const page = await phoneOf2018((await portal.signIn(user)).cookie('sid') ?? '')
    const at = `/e/${employer.id}`
    const paths = [
      '',
      '/employees',
      `/employees/${person.id}`,
      '/tasks',
      '/mutations',
      '/messages',
      `/tasks/${task.id}`,
    ]
    for (const path of [...paths.map((it) => at + it), '/guides', '/account']) {
      const answer = await page.goto(path)
      expect(answer?.status(), path).to.equal(200)
      expect(await pixelsBeyondEdge(page), `${path} scrolls sideways`).to.be.at.most(0)
      expect(await page.locator('dialog:visible').count(), 'dialogs nobody opened').to.equal(0)
    }
    await page.goto(at)
    expect(await page.getByRole('button', { name: 'Menü' }).count()).to.equal(0)
    await page.getByRole('link', { name: 'Mitarbeitende' }).first().click()
    await page.waitForURL('**/employees')
    await page.goto(`${at}/mutations/${draft.id}/request`)
    await page.getByLabel(/^Bemerkung/).fill('von einem alten Telefon')
    await page.getByRole('button', { name: 'Weiter', exact: true }).click()
    await page.waitForURL((url) => !url.pathname.endsWith('/request'))
    const kept = await portal.db('mutations').where({ id: draft.id }).first('draft')
    expect(String(kept.draft)).to.contain('von einem alten Telefon')
    await page.context().close()
  })

  it('leaves room between what stands in a row', async () => {
    const employer = await portal.given.employer()
    const user = await portal.given.user({ employers: [employer.id] })
    await portal.given.employee(employer.id)
    const page = await phoneOf2018((await portal.signIn(user)).cookie('sid') ?? '')
    await page.goto(`/e/${employer.id}/employees`)
    const gaps = await page.evaluate<number[]>(
      `[...document.querySelectorAll('.page-head .buttons, .masthead__bar, .brand, .menu--account > summary')].flatMap((row) => {
        const boxes = [...row.children].map((it) => it.getBoundingClientRect()).filter(({ width }) => width > 1)
        return boxes.slice(1).filter((box, n) => box.top < boxes[n].bottom).map((box, n) => box.left - boxes[n].right)
      })`,
    )
    expect(gaps).to.have.length.greaterThan(1)
    for (const gap of gaps) expect(gap).to.be.at.least(3)
    await page.context().close()
  })
})
