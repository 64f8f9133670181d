import { expect } from 'chai'
import type { Locator, Page } from 'playwright-core'
import { chooseCertificate, type Reader } from './filling.js'

/** The number in the menu behind an entry; 0 where there is none. */
export async function badgeOf({ page, t }: Reader, entry: string): Promise<number> {
  const menu = page.getByRole('navigation', { name: t('common:nav.label') })
  const badge = menu.getByRole('link', { name: new RegExp(`^${entry}`) }).locator('.badge')
  return (await badge.count()) === 0 ? 0 : Number(await badge.innerText())
}

/** The address of a viewer leads to a PDF that the same browser may read. */
export async function expectPdf({ page }: Reader, viewer: Locator): Promise<void> {
  const address = await viewer.getAttribute('data')
  const answer = await page.request.get(String(address).split('#')[0] ?? '')
  expect(answer.headers()['content-type']).to.equal('application/pdf')
  expect((await answer.body()).subarray(0, 5).toString('latin1')).to.equal('%PDF-')
}

/** Sends a certificate by script, and lets the request go only when the page has shown how far it is. */
export async function uploadSeeing(reader: Reader, progress: Locator): Promise<void> {
  const { page } = reader
  await page.route('**/documents', async (route) => {
    await progress.waitFor()
    await route.continue()
  })
  await chooseCertificate(reader)
  await page
    .getByRole('button', { name: /^Hochladen/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'Geburtsurkunde.pdf' }).waitFor()
  await page.unroute('**/documents')
}

/** Keeps a page as a picture for the README, when asked to by `PICTURES=1`. */
export async function picture({ page }: Reader, name: string): Promise<void> {
  if (!process.env.PICTURES) return
  await page.setViewportSize({ width: 1280, height: 1000 })
  await page.screenshot({ path: new URL(`../../docs/pictures/${name}.png`, import.meta.url).pathname })
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** Keeps the whole page as a picture in the folder that SHOTS names, for whoever wants to look at it. */
export async function shot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}
