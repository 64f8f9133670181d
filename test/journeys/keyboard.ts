import { expect } from 'chai'
import type { Locator, Page } from 'playwright-core'
import { translator } from '../../locales/i18n.js'
import { beginReport, openEmployee, type Reader, thisMonth } from './filling.js'
import { arrive, field, under } from './pages.js'
import type { Stage } from './stage.js'

/** One step of the journey without a mouse. */
export function keyboardAlone(stage: () => Stage): void {
  describe('With the keyboard alone', () => {
    let clerk: Reader
    const day = () => under(clerk.page, 'Ab wann?').getByLabel('Tag')
    const onward = () => clerk.page.locator('main').getByRole('button', { name: 'Weiter', exact: true })

    before(async () => {
      clerk = { page: await stage().person('hr@muster-bau.example'), t: translator('de') }
      await openEmployee(clerk, 'Ferreira')
      await beginReport(clerk)
    })
    after(async () => clerk?.page.context().close())

    it('the first key leads past the menu to the question', async () => {
      const { page } = clerk
      await page.keyboard.press('Tab')
      expect(await isFocused(page.getByRole('link', { name: 'Zum Inhalt springen' }))).to.equal(true)
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      expect(await isFocused(page.locator('main').getByRole('link').first())).to.equal(true)
    })

    it('a form that is sent with a fault puts the focus on what is wrong, and from there into the field', async () => {
      const { page } = clerk
      await tabTo(page, day())
      await page.keyboard.press('Delete')
      await tabTo(page, onward())
      expect(await arrive(page, () => page.keyboard.press('Enter'))).to.equal(422)
      expect(await isFocused(page.locator('.govuk-error-summary'))).to.equal(true)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await isFocused(day())).to.equal(true)
    })

    it('the step is filled in and sent, and the next one opens', async () => {
      const { page } = clerk
      const [year = '', month = ''] = thisMonth.split('-')
      for (const part of ['1', month, year]) {
        await page.keyboard.type(part)
        await page.keyboard.press('Tab')
      }
      expect(await isFocused(field(page, 'Bemerkung'))).to.equal(true)
      await tabTo(page, onward())
      expect(await arrive(page, () => page.keyboard.press('Enter'))).to.equal(200)
      expect(page.url()).to.match(/\/employment$/)
    })
  })
}

/** Goes on with the tab key until a field or button has the focus. */
async function tabTo(page: Page, goal: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await isFocused(goal)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${goal} cannot be reached with the tab key`)
}

const isFocused = (goal: Locator) => goal.evaluate((element) => element.matches(':focus'))
