import type { Page } from 'playwright-core'
import { demoPassword } from '../../demo/accounts.js'

/** Signs in as a newcomer to the demo does: with the password, then with the code that the page itself shows. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-Mail-Adresse', { exact: true }).fill(email)
  await page.getByLabel('Passwort', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: 'Weiter' }).click()
  await page.waitForURL('**/sign-in/code')
  for (let tries = 0; tries < 40; tries++) {
    await page.getByLabel('6-stelliger Code', { exact: true }).fill(await shownCode(page))
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
    await page.waitForLoadState()
    if (!page.url().includes('/sign-in')) return
  }
  throw new Error(`${email} could not sign in`)
}

/** The code of the demo on the page that asks for it. A code is good for one sign-in: where the one of this half minute was used, the page says to wait for the next. */
export async function shownCode(page: Page): Promise<string> {
  const shown = page.locator('#demo-code b')
  while ((await shown.count()) === 0) {
    await page.waitForTimeout(1000)
    await page.goto('/sign-in/code')
  }
  return (await shown.innerText()).replace(/\s/g, '')
}
