import { expect } from 'chai'
import type { Locator, Page } from 'playwright-core'
import type { IsoDate } from '../../domain/dates.js'
import { arrive } from './pages.js'

/** The hands of somebody without a mouse. Wherever they come with the tab key, the focus must be seen: with its ring, on the screen, and nothing over it. */
export function keysOf(page: Page) {
  const press = (key: string) => page.keyboard.press(key)

  /** Goes on with the tab key until something has the focus. */
  async function to(goal: Locator): Promise<void> {
    for (let presses = 0; presses < 90; presses++) {
      if (await isFocused(goal)) return
      await press('Tab')
      expect(await page.evaluate<string>(unseen), `at ${new URL(page.url()).pathname}`).to.equal('')
    }
    throw new Error(`${goal} cannot be reached with the tab key`)
  }

  return {
    press,
    to,
    async type(goal: Locator, text: string): Promise<void> {
      await to(goal)
      await page.keyboard.type(text)
    },
    /** Types a day into the three fields of a question. */
    async day(question: Locator, day: IsoDate): Promise<void> {
      const [year = '', month = '', date = ''] = day.split('-')
      for (const [at, part] of [date, month, year].entries()) {
        await to(question.getByRole('textbox').nth(at))
        await page.keyboard.type(String(Number(part)))
      }
    },
    async tick(goal: Locator): Promise<void> {
      await to(goal)
      await press('Space')
      expect(await goal.isChecked(), `${goal} is ticked`).to.equal(true)
    },
    /** Goes to the answers of a question, and with the arrows to one of them; the tab key stops at one answer only. */
    async answer(question: Locator, goal: Locator): Promise<void> {
      await to(
        question
          .locator('input[type=radio]:checked, input[type=radio]:focus')
          .or(question.getByRole('radio').first())
          .first(),
      )
      await press('Space')
      for (let presses = 0; presses < 9 && !(await goal.isChecked()); presses++) await press('ArrowDown')
      expect(await isFocused(goal), `${goal} has the focus`).to.equal(true)
    },
    /** Chooses an entry of a list by typing what it begins with. */
    async choose(goal: Locator, value: string): Promise<void> {
      await to(goal)
      await page.keyboard.type(await goal.locator(`option[value="${value}"]`).innerText())
      expect(await goal.inputValue()).to.equal(value)
    },
    /** Goes to a link or button and presses Enter; answers the status of the page that follows. */
    async follow(goal: Locator): Promise<number> {
      await to(goal)
      return arrive(page, () => press('Enter'))
    },
  }
}

export type Keys = ReturnType<typeof keysOf>

export const isFocused = (goal: Locator): Promise<boolean> =>
  goal.evaluateAll((found) => found.some((element) => element.matches(':focus')))

/** Why the focus is not seen; nothing where it is. Radios and checkboxes show the ring at their label, fields for files at the face over them, links that are a whole row at that row. */
const unseen = `(() => {
  const it = document.activeElement
  // behind the last link the focus leaves the page for the browser and comes back, and within a PDF the browser shows it itself
  if (it.matches('body, object')) return ''
  const name = it.tagName + ' ' + it.className + ' «' + (it.innerText || it.labels?.[0]?.innerText || it.name || '').trim().slice(0, 40) + '»'
  const hasOutline = (element) => {
    const { outlineStyle, outlineWidth } = element ? getComputedStyle(element) : {}
    return outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2
  }
  const hasRing = it.matches('.govuk-radios__input, .govuk-checkboxes__input')
    ? getComputedStyle(it.nextElementSibling, '::before').boxShadow !== 'none'
    : [it, it.matches('.file__input') && it.nextElementSibling, it.matches('.row__link') && it.closest('.row')].some((place) => place && hasOutline(place))
  if (!hasRing) return name + ' shows no ring'
  const { left, width, top, height } = it.getClientRects()[0]
  const spots = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]]
  const isHit = ([x, y]) => {
    const hit = document.elementFromPoint(left + width * x, top + height * y)
    return !!hit && [it, ...(it.labels ?? [])].some((place) => place.contains(hit))
  }
  return spots.some(isHit) ? '' : name + ' lies under something, or off the screen'
})()`
