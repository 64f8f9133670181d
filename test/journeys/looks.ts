import type { Page } from 'playwright-core'
import { languages } from '../../locales/i18n.js'
import { findings } from './axe.js'
import { pixelsBeyondEdge } from './pages.js'
import { smallTargets } from './targets.js'

const schemes = ['light', 'dark'] as const
/** A page may be looked at in all of these. */
export const looks = languages.flatMap((lang) =>
  [1280, 360].flatMap((width) => schemes.map((colorScheme) => ({ lang, width, colorScheme }))),
)
export type Look = (typeof looks)[number]

/** With CRAWL=all everything is seen in each look. */
export const everything = process.env.CRAWL === 'all'

/** Two looks in one language, at either width and in either scheme; what comes next has the others. */
export function inTurn(turn: number): Look[] {
  const lang = languages[turn % languages.length]
  const first = schemes[Math.floor(turn / languages.length) % 2]
  return looks.filter((it) => it.lang === lang && (it.width === 1280) === (it.colorScheme === first))
}

/** What is wrong with a page in some looks of the language it is in, each fault with the look it was seen in; axe-core looks at it in those that are `read`. */
export async function faultsIn(page: Page, those: Look[], read: Look[] = those): Promise<string[]> {
  const faults: string[] = []
  for (const look of those) {
    await page.setViewportSize({ width: look.width, height: 900 })
    await page.emulateMedia({ colorScheme: look.colorScheme })
    const found = [
      ...(await beyondEdge(page)),
      ...(look.width === 360 && look.colorScheme === 'light' ? await smallTargets(page) : []),
      ...(read.includes(look) ? (await findings(page)).map((finding) => `axe: ${finding}`) : []),
    ]
    faults.push(...found.map((it) => `${look.width}, ${look.colorScheme}: ${it}`))
  }
  return faults
}

/** Whether one has to scroll sideways. */
export async function beyondEdge(page: Page): Promise<string[]> {
  const pixels = await pixelsBeyondEdge(page)
  return pixels > 0 ? [`scrolls sideways by ${pixels} pixels`] : []
}

/** Keys such as `tasks:list.title` that stand where their text should. */
export const keysIn = (text: string): string[] =>
  (text.match(/\b[a-z][A-Za-z]+:[a-z][A-Za-z-]*(\.[A-Za-z-]+)+/g) ?? []).map((key) => `shows the key ${key}`)
