import { expect } from 'chai'
import type { Locator, Page, Response } from 'playwright-core'
import type { IsoDate } from '../../domain/dates.js'

/** Opens an address and answers its status. */
export async function visit(page: Page, path: string): Promise<number> {
  const answer = await page.goto(path)
  await expectNoSidewaysScroll(page)
  return answer?.status() ?? 0
}

/** Does something that leads to another page, and answers the status of that page. */
export async function arrive(page: Page, act: () => Promise<void>): Promise<number> {
  // what is done fails first, with a better reason than that nothing came of it
  const timeout = 30_000
  const [answer] = await Promise.all([
    page.waitForResponse(isPage, { timeout }),
    page.waitForEvent('domcontentloaded', { timeout }),
    act(),
  ])
  await expectNoSidewaysScroll(page)
  return answer.status()
}

/** Presses a button of the page that sends a form. */
export const press = (page: Page, name: string | RegExp, within = page.locator('main')): Promise<number> =>
  arrive(page, () =>
    within
      .getByRole('button', { name: named(name) })
      .first()
      .click(),
  )

/** Follows a link of the page. */
export const follow = (page: Page, name: string | RegExp, within = page.locator('main')): Promise<number> =>
  arrive(page, () =>
    within
      .getByRole('link', { name: named(name) })
      .first()
      .click(),
  )

/** A field or an answer by the beginning of its label; what is voluntary says so behind it. */
export const field = (within: Page | Locator, label: string): Locator =>
  inMain(within)
    .getByLabel(new RegExp(`^${escaped(label)}`))
    .first()

/** The search above every page has a label, too. */
const inMain = (within: Page | Locator): Locator => ('goto' in within ? within.locator('main') : within)

/** Fields or answers under one question. */
export const under = (page: Page | Locator, question: string): Locator =>
  page.getByRole('group', { name: new RegExp(`^${escaped(question)}`) }).first()

/** Types a day into its three fields, which have the same labels on every page. */
export async function typeDay(within: Locator, day: IsoDate): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-')
  const fields = within.getByRole('textbox')
  await fields.nth(0).fill(String(Number(date)))
  await fields.nth(1).fill(String(Number(month)))
  await fields.nth(2).fill(year)
}

/** The words of the page on one line. */
export async function wordsOn(within: Page | Locator): Promise<string> {
  const place = 'goto' in within ? within.locator('main') : within
  return onOneLine(await place.innerText())
}

/** The sentences above a form that say what is wrong. */
export const errorsOn = async (page: Page): Promise<string[]> =>
  (await page.locator('.govuk-error-summary__list a').allInnerTexts()).map(onOneLine)

const isPage = (response: Response) =>
  response.request().isNavigationRequest() && ![302, 303].includes(response.status())

/** How many pixels of a page lie beyond its right edge. */
export const pixelsBeyondEdge = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')

/** The whole name; whether its blanks break or not does not matter. */
const named = (name: string | RegExp) => (typeof name === 'string' ? new RegExp(`^${escaped(name)}$`) : name)
const onOneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await pixelsBeyondEdge(page), `${new URL(page.url()).pathname} scrolls sideways`).to.be.at.most(0)
}
