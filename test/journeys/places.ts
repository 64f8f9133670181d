import type { Page } from 'playwright-core'
import { addMonths } from '../../domain/dates.js'
import { translator } from '../../locales/i18n.js'
import {
  beginReport,
  fillOtherParent,
  fillPayment,
  fillRequest,
  goOn,
  home,
  openEmployee,
  thisMonth,
} from './filling.js'
import { arrive, field, typeDay, under } from './pages.js'

export { home }

/** Where a page is: an address, or how it is found by whoever may see it and reads German. It is looked for once. */
export type Place = string | ((page: Page) => Promise<string>)

export const addressOf = async (page: Page, place: Place): Promise<string> =>
  typeof place === 'string' ? place : place(page)

/** Where a link of a page leads. */
export const linkOn = (page: Place, link: string): Place =>
  once(async (browser) => {
    await browser.goto(await addressOf(browser, page))
    return String(await browser.locator(link).first().getAttribute('href'))
  })

/** Where one comes to who presses a button of a page. */
export const behind = (page: Place, button: string): Place =>
  once(async (browser) => {
    await browser.goto(await addressOf(browser, page))
    await arrive(browser, () => browser.locator(button).first().click())
    return new URL(browser.url()).pathname
  })

/** The first question of a report about somebody, or about nobody on file. */
export const begun = (kind: string, name?: string): Place =>
  behind(
    name ? linkOn(`${home}/employees?show=all&q=${name}`, 'main tbody a') : `${home}/employees`,
    `main form:has([name=kind][value=${kind}]) button`,
  )

export const below =
  (place: Place, more: string): Place =>
  async (browser) =>
    (await addressOf(browser, place)) + more

/** A draft about a child in training: it meets every topic. */
export const draftWithTraining: Place = once(async (page) => {
  const clerk = { page, t: translator('de') }
  await openEmployee(clerk, 'Petrović')
  await beginReport(clerk)
  await fillRequest(clerk)
  await goOn(clerk)
  await field(page, 'Luka Petrović').check()
  await goOn(clerk)
  await fillOtherParent(clerk, 'Jelena', 'Petrović')
  await field(page, 'Art der Ausbildung').selectOption('apprenticeship')
  await field(page, 'Schule oder Lehrbetrieb').fill('Schreinerei Keller, Wil')
  await typeDay(under(page, 'Beginn'), addMonths(thisMonth, -12))
  await typeDay(under(page, 'Voraussichtliches Ende'), addMonths(thisMonth, 12))
  await goOn(clerk)
  await goOn(clerk)
  await fillPayment(clerk)
  return new URL(page.url()).pathname.replace('/check-answers', '')
})

function once(find: (page: Page) => Promise<string>): Place {
  let found: Promise<string> | undefined
  return (page) => {
    found ??= find(page)
    return found
  }
}
