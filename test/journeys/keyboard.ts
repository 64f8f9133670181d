import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { demoPassword } from '../../demo/accounts.js'
import { translator } from '../../locales/i18n.js'
import { onePagePdf } from '../web/files.js'
import { fourYearsAgo, shownReference, thisMonth } from './filling.js'
import { isFocused, type Keys, keysOf } from './keys.js'
import { eventually } from './office.js'
import { arrive, errorsOn, field, under, wordsOn } from './pages.js'
import { shownCode } from './sign-in.js'
import type { Stage } from './stage.js'

const t = translator('de')
const certificate = { name: 'Geburtsurkunde.pdf', mimeType: 'application/pdf', buffer: onePagePdf() }
const ask = (part: string) => (key: string) => t(`familyAllowance:${part}.${key}`)

/** A report from the sign-in to the decision, and its way over the desk of the office, without a mouse. */
export function keyboardAlone(stage: () => Stage): void {
  describe('With the keyboard alone', () => {
    let page: Page
    let keys: Keys
    let desk: Page
    let reference: string
    const main = () => page.locator('main')
    const link = (name: string | RegExp) => main().getByRole('link', { name }).first()
    const button = (name: string | RegExp) => main().getByRole('button', { name }).first()
    const goOn = async () => {
      await keys.follow(main().getByRole('button', { name: t('common:button.continue'), exact: true }))
      expect(await errorsOn(page)).to.deep.equal([])
    }

    before(async () => {
      page = await stage().stranger()
      keys = keysOf(page)
      page.on('filechooser', (chooser) => chooser.setFiles(certificate))
      desk = await stage().stranger()
    })
    after(async () => {
      await page?.context().close()
      await desk?.context().close()
    })

    it('somebody signs in with password and code', async () => {
      await enter(page, 'admin@muster-bau.example')
      expect(page.url()).to.match(/\/e\/muster-bau$/)
    })

    it('the first key leads past the menu', async () => {
      await keys.press('Tab')
      expect(await isFocused(page.getByRole('link', { name: t('common:skip') }))).to.equal(true)
      await keys.press('Enter')
      await keys.press('Tab')
      expect(await isFocused(main().locator('a, button, input').first())).to.equal(true)
    })

    it('an employee is found while one types, and the report begins on their page', async () => {
      await page.reload()
      await keys.type(page.locator('#masthead-search'), 'Ferreira')
      const found = page
        .locator('#quick-found')
        .getByRole('link', { name: /Ferreira/ })
        .first()
      await found.waitFor()
      expect(await isFocused(page.locator('#masthead-search')), 'the focus stays where one types').to.equal(
        true,
      )
      await keys.follow(found)
      expect(await wordsOn(page)).to.include('Ana Ferreira')
      await keys.follow(button(new RegExp(`^${t('employees:report.new.title')}`)))
    })

    it('a form that is sent with a fault puts the focus on what is wrong, and from there into the field', async () => {
      const day = under(page, ask('request')('fromQuestion'))
      await keys.to(day.getByRole('textbox').first())
      await keys.press('Delete')
      expect(await keys.follow(button(t('common:button.continue')))).to.equal(422)
      expect(await isFocused(page.locator('.govuk-error-summary'))).to.equal(true)
      await keys.press('Tab')
      await keys.press('Enter')
      expect(await isFocused(day.getByRole('textbox').first())).to.equal(true)
      await keys.day(day, thisMonth)
      await goOn()
      expect(page.url()).to.match(/\/employment$/)
      await goOn()
    })

    it('the child is filled in: fields, answers, lists', async () => {
      const child = ask('child')
      const open = page.locator('#open')
      await keys.follow(button(t('familyAllowance:children.addNew')))
      await keys.type(field(open, child('firstName')), 'Inês')
      await keys.type(field(open, child('lastName')), 'Ferreira')
      await keys.type(field(open, child('ahvNumber')), '756.1234.5678.97')
      await keys.day(under(page, child('birthDate')), fourYearsAgo)
      await keys.tick(field(page, t('familyAllowance:kind.child')))
      await keys.answer(under(page, child('sex')), field(page, t('familyAllowance:sex.female')))
      await keys.choose(field(open, child('residenceCanton')), 'SG')
      await keys.choose(field(open, child('livesWith')), 'both')
      await keys.choose(field(open, child('authority')), 'joint')
      await goOn()
    })

    it('the other parent too, whose questions open below the answers', async () => {
      const other = ask('otherParent')
      await keys.answer(under(page, other('knownQuestion')), field(page, t('familyAllowance:known.yes')))
      await keys.type(field(page, other('firstName')), 'Rui')
      await keys.type(field(page, other('lastName')), 'Ferreira')
      await keys.answer(under(page, other('workQuestion')), field(page, t('familyAllowance:work.none')))
      await keys.answer(under(page, other('receivesQuestion')), field(page, t('familyAllowance:receives.no')))
      await goOn()
    })

    it('a certificate is chosen and goes up, the focus stays at its button', async () => {
      const file = page.locator('input[type=file]').first()
      await keys.to(file)
      await keys.press('Enter')
      await page.locator('.file__chosen', { hasText: certificate.name }).waitFor()
      expect(await isFocused(file)).to.equal(true)
      const upload = button(/^Hochladen/)
      await keys.to(upload)
      await keys.press('Enter')
      await link(certificate.name).waitFor()
      expect(await isFocused(upload)).to.equal(true)
      await goOn()
    })

    it('everything is checked and sent, and the receipt shows the reference', async () => {
      await keys.answer(under(page, ask('payment')('to')), field(page, t('familyAllowance:paidTo.employer')))
      await goOn()
      expect(await wordsOn(page))
        .to.include('Stimmt alles?')
        .and.include('Inês Ferreira')
      await keys.tick(field(page, t('mutations:check.confirm')))
      expect(await keys.follow(button(t('mutations:check.send')))).to.equal(200)
      reference = await shownReference(page)
      expect(reference).to.match(/^FZ-/)
    })

    it('the office finds it on the desk, takes it over, looks at the certificate, approves, takes the next one and gives it back', async () => {
      const office = keysOf(desk)
      await enter(desk, 'desk2@kasse.example')
      const row = desk.locator('main tbody tr')
      await eventually(`a task of ${reference}`, async () => {
        await desk.goto('/office')
        await office.type(desk.locator('main #q'), reference)
        await desk.locator('.chip--remove').waitFor()
        expect(await isFocused(desk.locator('main #q')), 'the focus stays where one types').to.equal(true)
        return (await row.count()) === 1
      })
      await office.follow(row.getByRole('button', { name: new RegExp(t('tasks:desk.claim')) }))
      const tab = desk.locator('#sheet').getByRole('link', { name: /Geburtsurkunde/ })
      await office.to(tab)
      await office.press('Enter')
      await desk.locator('object.viewer__frame').waitFor()
      expect(await isFocused(tab), 'the focus stays on the tab').to.equal(true)
      expect(await field(desk, t('tasks:decide.approve')).isChecked()).to.equal(true)
      await office.follow(
        desk.locator('main').getByRole('button', { name: t('tasks:decide.andNext'), exact: true }),
      )
      expect(await wordsOn(desk)).to.include(`Erledigt: ${reference}`)
      await office.follow(desk.locator('.chip--remove'))
      const main = desk.locator('main')
      await office.follow(main.getByRole('button', { name: t('tasks:desk.next') }))
      expect(desk.url(), 'the next one').to.match(/\/office\/tasks\//)
      await office.follow(main.getByRole('button', { name: t('tasks:office.release'), exact: true }))
    })

    it('the decision is opened and read', async () => {
      const menu = page.getByRole('navigation', { name: t('common:nav.label') })
      const row = page.locator('main .row', { hasText: reference })
      await eventually('the decision', async () => {
        await keys.follow(menu.getByRole('link', { name: new RegExp(`^${t('common:nav.messages')}`) }))
        return (await row.count()) > 0
      })
      await keys.follow(row.getByRole('link', { name: /Zulagenentscheid/ }))
      expect(await wordsOn(page))
        .to.include(reference)
        .and.match(/CHF \d/)
      await keys.to(link(t('common:button.download')))
    })
  })
}

/** Comes in at the door with the keys alone. */
async function enter(page: Page, email: string): Promise<void> {
  const keys = keysOf(page)
  await page.goto('/sign-in')
  await keys.type(field(page, t('signIn:password.email')), email)
  await keys.type(page.locator('main input[type=password]'), demoPassword)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/sign-in/code')
  await eventually('the code of this half minute', async () => {
    await keys.type(field(page, t('signIn:code.label')), await shownCode(page))
    await arrive(page, () => keys.press('Enter'))
    return !page.url().includes('/sign-in')
  })
}
