import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { demoPassword } from '../../demo/accounts.js'
import { translator } from '../../locales/i18n.js'
import { employerAddresses, officeAddresses } from './addresses.js'
import { findings } from './axe.js'
import { arrive, field, pixelsBeyondEdge, press, visit } from './pages.js'
import type { Look, Stage } from './stage.js'

const t = translator('de')
/** Pages in states that no link leads to, at both sizes, as axe-core sees them; the main ones in the dark too. In the other languages the crawl sees them. */
export function accessibility(stage: () => Stage): void {
  describe('axe-core finds nothing', () => {
    let employer: Awaited<ReturnType<typeof employerAddresses>>
    let office: Awaited<ReturnType<typeof officeAddresses>>
    const as = async (email: string, look: Look, use: (page: Page) => Promise<void>) => {
      const page = await (email ? stage().person(email, look) : stage().stranger(look))
      await use(page)
      await page.context().close()
    }
    const asClerk = (look: Look, use: (page: Page) => Promise<void>) => as('hr@muster-bau.example', look, use)
    const asCaseworker = (look: Look, use: (page: Page) => Promise<void>) =>
      as('desk@kasse.example', look, use)

    before(async () => {
      await asClerk({}, async (page) => {
        employer = await employerAddresses({ page, t })
      })
      await asCaseworker({}, async (page) => {
        office = await officeAddresses({ page, t })
      })
    })

    it('and would find a picture without words', () =>
      as('', {}, async (page) => {
        await page.goto('/help')
        await page.evaluate(`document.querySelector('main').append(document.createElement('img'))`)
        expect(await findings(page)).to.deep.equal(['image-alt: img'])
      }))

    it('before signing in', () =>
      as('', {}, async (page) => {
        await expectNothingAt(page, [
          '/help',
          '/accessibility',
          '/privacy',
          '/demo/mailbox',
          '/nowhere',
          '/sign-in',
        ])
        await press(page, t('common:button.continue'))
        await expectNothing(page)
        await field(page, t('signIn:password.email')).fill('leitung@kasse.example')
        await page.locator('input[type=password]').fill(demoPassword)
        await press(page, t('common:button.continue'))
        expect(page.url()).to.match(/\/sign-in\/code$/)
        await expectNothing(page)
      }))

    it('on the pages of an employer', () =>
      asClerk({}, async (page) => {
        const { lists, forms, steps, others } = employer
        await expectNothingAt(page, [...lists, ...forms, ...steps, ...others])
      }))

    it('on the pages of the office', () =>
      asCaseworker({}, (page) => expectNothingAt(page, [office.desk, office.mine, ...office.others])))

    it('on forms that say what is wrong', async () => {
      await asClerk({}, async (page) => {
        for (const path of employer.forms) {
          await visit(page, path)
          if (path !== employer.forms.at(-1)) {
            await field(page, 'Vorname').fill('E')
            await field(page, 'Nachname').fill('')
          }
          const send = page.getByRole('button', { name: /^(Weiter|Antwort absenden)$/ })
          expect(await arrive(page, () => send.click()), path).to.equal(422)
          await expectNothing(page)
        }
      })
      await asCaseworker({}, async (page) => {
        await visit(page, office.mine)
        await field(page, 'Ablehnen').check()
        expect(await press(page, 'Nur entscheiden')).to.equal(422)
        await expectNothing(page)
      })
    })

    it('on the open menus of a phone', () =>
      as('treuhand@fidu.example', { width: 360 }, async (page) => {
        await visit(page, '/')
        await page.getByRole('button', { name: 'Menü' }).click()
        for (const menu of ['.menu--mandate', '.menu--account']) {
          await page.locator(`${menu} > summary`).click()
          await page.locator(`${menu} .menu__panel`).waitFor()
          await expectNothing(page, [360])
        }
      }))

    it('on the main pages in the dark', async () => {
      const { lists, forms } = employer
      await asClerk({ dark: true }, (page) =>
        expectNothingAt(page, [...lists.slice(0, 2), ...forms.slice(1, 2)]),
      )
      await asCaseworker({ dark: true }, (page) => expectNothingAt(page, [office.desk, office.mine]))
    })
  })
}

async function expectNothingAt(page: Page, paths: string[]): Promise<void> {
  for (const path of paths) {
    await visit(page, path)
    await expectNothing(page)
  }
}

async function expectNothing(page: Page, sizes = [1280, 360]): Promise<void> {
  const { pathname } = new URL(page.url())
  for (const width of sizes) {
    await page.setViewportSize({ width, height: 900 })
    expect(await findings(page), `${pathname} at ${width} pixels`).to.deep.equal([])
    expect(await pixelsBeyondEdge(page), `${pathname} scrolls sideways at ${width} pixels`).to.be.at.most(0)
  }
}
