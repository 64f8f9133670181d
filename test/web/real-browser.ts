import { type Browser, chromium, type Page } from 'playwright-core'
import { need } from '../needs.js'
import type { Portal } from './portal.js'
import { codeAt, password } from './visitor.js'

/** Chromium for the tests of a suite: it starts before them and is closed after. Where the machine has none they are skipped. */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined
  before(async function () {
    const executablePath = need(this, 'CHROMIUM_PATH')
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  })
  after(() => browser?.close())
  return () => {
    if (!browser) throw new Error('the browser is not there before the tests of its suite')
    return browser
  }
}

/** Signs a user in at the door, with password and code, and waits for the page they come to: `home`, or whatever is behind the door. */
export async function enter(page: Page, portal: Portal, email: string, home?: string): Promise<void> {
  portal.clock.forward(0.5)
  await page.goto('/sign-in')
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill(password)
  await page.locator('main form[action="/sign-in"] button[type=submit]').click()
  await page.locator('[name=code]').fill(codeAt(portal.clock.now()))
  await page.locator('main form[action="/sign-in/code"] button[type=submit]').click()
  await page.waitForURL(home ? `**${home}` : (url) => !url.pathname.startsWith('/sign-in'))
}
