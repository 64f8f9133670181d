import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { type Language, languages } from '../../locales/i18n.js'
import { findings } from './axe.js'
import type { State } from './deeds.js'
import { administratorStates, clerkStates, doorStates, fiduciaryStates } from './employer-states.js'
import { everything, faultsIn, inTurn, keysIn, type Look, looks } from './looks.js'
import { caseworkerStates, supervisorStates, systemAdministratorStates } from './office-states.js'
import { addressOf } from './places.js'
import type { Stage } from './stage.js'

const people: Record<string, { states: State[]; isJustNow?: boolean }> = {
  '': { states: doorStates },
  'hr@muster-bau.example': { states: clerkStates },
  'treuhand@fidu.example': { states: fiduciaryStates },
  'admin@muster-bau.example': { states: administratorStates, isJustNow: true },
  'desk@kasse.example': { states: caseworkerStates },
  'leitung@kasse.example': { states: supervisorStates },
  'it@kasse.example': { states: systemAdministratorStates, isJustNow: true },
}

/**
 * Pages in states that no link leads to; all others are seen by the crawl. Each state is looked at in one language, at two widths and in both colour schemes;
 * the next one in the next language. With CRAWL=all each is looked at in every look.
 */
export function accessibility(stage: () => Stage): void {
  describe('What opens, changes or is refused on a page is whole', () => {
    let turn = 0

    it('and a picture without words would be found', async () => {
      const page = await stage().crawler('')
      await page.goto('/help')
      await page.evaluate(`document.querySelector('main').append(document.createElement('img'))`)
      expect(await findings(page)).to.deep.equal(['image-alt: img'])
      await page.context().close()
    })

    for (const [email, { states, isJustNow }] of Object.entries(people))
      it(email ? `for ${email}` : 'before signing in', async function () {
        this.timeout(everything ? 3_600_000 : 600_000)
        const visitor = await stage().crawler(email, isJustNow)
        const wrong: string[] = []
        for (const [n, state] of states.entries()) {
          const own = inTurn(turn++)
          for (const lang of everything ? languages : [own[0]?.lang ?? 'de']) {
            const those = everything ? looks.filter((it) => it.lang === lang) : own
            const faults = await faultsOf(stage().stack.url, visitor, state, lang, those)
            wrong.push(...faults.map((fault) => `state ${n} (${lang}): ${fault}`))
          }
        }
        await visitor.context().close()
        expect(wrong.join('\n')).to.equal('')
      })
  })
}

/** Brings a page of its own into a state and answers what is wrong with it, or why the state was not reached. */
async function faultsOf(
  url: string,
  visitor: Page,
  [place, ...deeds]: State,
  lang: Language,
  those: Look[],
): Promise<string[]> {
  const context = visitor.context()
  const speak = (value: Language) => context.addCookies([{ name: 'lang', value, url }])
  await speak('de')
  const address = await addressOf(visitor, place)
  await speak(lang)
  const page = await context.newPage()
  try {
    await page.goto(address)
    for (const deed of deeds) await deed(page)
    const { text, isLost } = await page.evaluate<{ text: string; isLost: boolean }>(asked)
    return [
      ...keysIn(text),
      ...(isLost ? ['the focus is not at what is wrong'] : []),
      ...(await faultsIn(page, those)),
    ].map((fault) => `${address}: ${fault}`)
  } catch (error) {
    return [`${address} → ${page.url()}: ${error}`]
  } finally {
    await page.close()
  }
}

const asked = `({
  text: document.body.innerText,
  isLost: !!document.querySelector('[data-errors]') && document.activeElement !== document.querySelector('[data-errors]'),
})`
