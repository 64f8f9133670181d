import type { Page } from 'playwright-core'
import { demoPassword } from '../../demo/accounts.js'
import { onePagePdf } from '../web/files.js'
import { arrive } from './pages.js'
import type { Place } from './places.js'

/** What somebody does on a page, in whatever language it is. */
export type Deed = (page: Page) => Promise<unknown>

/** A page, and what is done on it until it is in a state that no link leads to. */
export type State = [Place, ...Deed[]]

/** Sends a form: the first of the page that is sent by post, or the one that is meant. */
export const sent =
  (form = 'main form[method=post]', button = 'button[type=submit]:not([aria-hidden])'): Deed =>
  (page) =>
    arrive(page, () => page.locator(form).first().locator(button).first().click())

/** Sends a form with nothing in it, and is told so. */
export const sentEmpty =
  (form = 'main form[method=post]', button?: string): Deed =>
  async (page) => {
    await page
      .locator(form)
      .first()
      .evaluate((it) => {
        const { elements } = it as unknown as { elements: Iterable<Record<string, unknown>> }
        for (const element of elements) {
          if (['radio', 'checkbox'].includes(String(element.type))) element.checked = false
          else if (!['hidden', 'file', 'submit', 'button', 'fieldset'].includes(String(element.type)))
            element.value = ''
        }
      })
    await sent(form, button)(page)
    await page.locator('.govuk-error-summary, .govuk-error-message, .banner').first().waitFor()
  }

/** Sends a form that was opened before the session it is sent in. */
export const sentTooLate =
  (form?: string): Deed =>
  async (page) => {
    await page.evaluate(`document.querySelectorAll('[name=_csrf]').forEach((it) => { it.value = 'old' })`)
    await sent(form)(page)
  }

/** Types into a field and waits for what comes of it. */
export const typed =
  (field: string, text: string, until?: string): Deed =>
  async (page) => {
    await page.locator(field).first().pressSequentially(text)
    if (until) await page.locator(until).first().waitFor()
  }

export const filled =
  (field: string, text: string): Deed =>
  (page) =>
    page.locator(field).first().fill(text)
export const ticked =
  (box: string): Deed =>
  (page) =>
    page.locator(box).first().check()
export const clicked =
  (goal: string, until?: string): Deed =>
  async (page) => {
    await page.locator(goal).first().click()
    if (until) await page.locator(until).first().waitFor()
  }
export const followed =
  (goal: string): Deed =>
  (page) =>
    arrive(page, () => page.locator(goal).first().click())

/** Opens all that folds on a page, or what is meant. */
export const opened =
  (summaries = 'main details:not([open]) > summary'): Deed =>
  async (page) => {
    await page.locator(summaries).first().waitFor()
    await page.evaluate(
      `document.querySelectorAll(${JSON.stringify(summaries)}).forEach((it) => { it.parentElement.open = true })`,
    )
  }

/** What the portal says when nothing answers. */
export const failed: Deed = async (page) => {
  await page.evaluate(`document.dispatchEvent(new CustomEvent('htmx:error', { detail: {} }))`)
  await page.locator('#failure').waitFor()
}

/** Gives a file to the first field for one. */
export const gave =
  (name: string, text?: string): Deed =>
  (page) =>
    page
      .locator('main input[type=file]')
      .first()
      .setInputFiles({
        name,
        mimeType: 'application/octet-stream',
        buffer: text ? Buffer.from(text) : onePagePdf(),
      })

/** Sends a file, which is still on its way. */
export const sending: Deed = async (page) => {
  await page.route(/\/documents(\/\d+)?$/, () => new Promise(() => {}))
  await page.locator('form[data-upload] button[type=submit]').first().click()
  await page.locator('.upload__progress').first().waitFor()
}

/** Types the password at the door. */
export const gavePassword =
  (email: string, password = demoPassword): Deed =>
  async (page) => {
    await filled('main [name=email]', email)(page)
    await filled('main [name=password]', password)(page)
    await sent()(page)
  }

/** Asks for the keys of the page. */
export const askedForKeys: Deed = async (page) => {
  await page.locator('[data-does=home][aria-keyshortcuts]').waitFor()
  await page.keyboard.press('?')
  await page.locator('#keys[open]').waitFor()
}

export const onPhone: Deed = (page) => page.setViewportSize({ width: 360, height: 900 })

/** Sits before a page until the session is about to end. */
export const waited: Deed = async (page) => {
  await page.route('**/session', (route) => route.fulfill({ json: { idle: 250, inAll: 9000 } }))
  await page.clock.install()
  await page.reload()
  const warning = page.locator('#session[open]')
  // what warns is loaded after the page, and begins to count then
  for (let turns = 0; turns < 5 && !(await warning.isVisible()); turns++) {
    await page.clock.fastForward('26:00')
    await warning.waitFor({ timeout: 2000 }).catch((error) => {
      if (turns === 4) throw error
    })
  }
}
