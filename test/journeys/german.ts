import { expect } from 'chai'
import { translator } from '../../locales/i18n.js'
import { badgeOf, expectPdf, picture, uploadSeeing } from './evidence.js'
import {
  beginReport,
  type Child,
  fillChild,
  fillOtherParent,
  fillPayment,
  fillRequest,
  fourYearsAgo,
  goOn,
  home,
  openChild,
  openEmployee,
  type Reader,
  shownReference,
} from './filling.js'
import { approve, claim, eventually, findTask } from './office.js'
import { arrive, errorsOn, field, follow, press, visit, wordsOn } from './pages.js'
import type { Stage } from './stage.js'

const t = translator('de')
const wrong = '756.9217.0769.84'
const right = '756.9217.0769.85'
const emma: Child = {
  firstName: 'Emma',
  lastName: 'Esposito',
  ahvNumber: right,
  birthDate: fourYearsAgo,
  sex: 'female',
}

/** The main job on a desktop, with JavaScript, in German. */
export function germanJourney(stage: () => Stage): void {
  describe('On a desktop, with JavaScript, in German', () => {
    let clerk: Reader
    let caseworker: Reader
    let reference: string
    let loads = 0
    let unreadBefore = 0
    let reportsBefore = 0

    before(async () => {
      clerk = { page: await stage().person('hr@muster-bau.example'), t }
      caseworker = { page: await stage().person('desk@kasse.example'), t }
      await visit(clerk.page, `${home}/mutations?q=Esposito`)
      reportsBefore = await clerk.page.locator('main .row').count()
      await visit(clerk.page, home)
      await picture(clerk, 'start')
      unreadBefore = await badgeOf(clerk, 'Mitteilungen')
      clerk.page.on('domcontentloaded', () => loads++)
    })
    after(async () => {
      await clerk?.page.context().close()
      await caseworker?.page.context().close()
    })

    it('a wrong check digit is told while the clerk is further down, whose field stays where it is', async () => {
      await openEmployee(clerk, 'Esposito')
      loads = 0
      await beginReport(clerk)
      await fillRequest(clerk)
      await goOn(clerk)
      await openChild(clerk)
      const further = field(clerk.page, 'Mädchen')
      await field(clerk.page, 'AHV-Nummer').fill(wrong)
      await further.focus()
      const before = (await further.boundingBox())?.y
      await clerk.page.getByText('Die Prüfziffer der AHV-Nummer stimmt nicht.').waitFor()
      expect((await further.boundingBox())?.y).to.be.closeTo(before ?? 0, 1)
    })

    it('a clerk is told of a wrong check digit again after sending, and keeps what was typed', async () => {
      await fillChild(clerk, { ...emma, ahvNumber: wrong })
      expect(await goOn(clerk)).to.equal(422)
      expect(await errorsOn(clerk.page)).to.deep.equal([
        'Die Prüfziffer der AHV-Nummer stimmt nicht. Vergleichen Sie die Nummer mit dem Versicherungsausweis.',
      ])
      expect(await field(clerk.page, 'AHV-Nummer').inputValue()).to.equal(wrong)
      expect(await field(clerk.page, 'Vorname').inputValue()).to.equal('Emma')
      expect(await field(clerk.page, 'Mädchen').isChecked()).to.equal(true)
      await field(clerk.page, 'AHV-Nummer').fill(right)
      expect(await goOn(clerk)).to.equal(200)
    })

    it('a certificate goes up with a progress bar, and can be taken away and sent again', async () => {
      const { page } = clerk
      await fillOtherParent(clerk, 'Chiara', 'Esposito')
      expect(await wordsOn(page)).to.include('Ein Dokument fehlt noch.')
      const before = loads
      await uploadSeeing(clerk, page.locator('.upload__progress').first())
      expect(await wordsOn(page))
        .to.include('Es fehlt nichts mehr.')
        .and.include('Die Datei ist gespeichert.')
      expect(loads, 'the page stayed').to.equal(before)
      await press(page, /^Entfernen\s*: Geburtsurkunde\.pdf/)
      expect(await wordsOn(page))
        .to.include('Ein Dokument fehlt noch.')
        .and.not.include('Geburtsurkunde.pdf')
      await uploadSeeing(clerk, page.locator('.upload__progress').first())
      expect(await page.getByRole('link', { name: 'Geburtsurkunde.pdf' }).count()).to.equal(1)
    })

    it('everything stands on one page before it is sent, eight pages after the first click', async () => {
      await goOn(clerk)
      await fillPayment(clerk)
      expect(await wordsOn(clerk.page))
        .to.include('Stimmt alles?')
        .and.include(`AHV-Nummer ${right}`)
        .and.include('Geburtsurkunde.pdf')
        .and.include('CHF 245.00')
      // a page each for the wrong number and for the file that was taken away
      expect(loads - 2).to.be.at.most(8)
    })

    it('a double click sends it once, and the Back button leads to the receipt', async () => {
      const { page } = clerk
      await field(page, 'Die Angaben sind vollständig und wahr').check()
      await arrive(page, () => page.getByRole('button', { name: 'Meldung absenden' }).dblclick())
      reference = await shownReference(page)
      expect(reference).to.match(/^FZ-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
      expect(await wordsOn(page)).to.include('Ihre Meldung ist bei uns')
      const receipt = page.url()
      await page.goBack()
      expect(page.url()).to.equal(receipt)
      expect(await shownReference(page)).to.equal(reference)
      await visit(page, `${home}/mutations?q=Esposito`)
      expect(await page.locator('main .row').count()).to.equal(reportsBefore + 1)
    })

    it('a caseworker finds the task while typing its reference', async () => {
      const { page } = caseworker
      await findTask(caseworker, reference)
      await visit(page, '/office')
      await field(page.locator('main'), 'Person, Mitglied oder Referenz').pressSequentially(reference)
      await page
        .locator('#desk')
        .getByText(/^1 von/)
        .waitFor()
      expect(await page.getByRole('rowheader').allInnerTexts()).to.have.length(1)
      expect(page.url(), 'the search stays in the address').to.include(`q=${reference}`)
    })

    it('the caseworker takes it over, reads the certificate beside it, and approves with one click', async () => {
      const { page } = caseworker
      await claim(caseworker)
      expect(await wordsOn(page))
        .to.include('Vorschlag: gutheissen')
        .and.include('CHF 245.00')
      await picture(caseworker, 'review')
      await page
        .locator('#sheet')
        .getByRole('link', { name: /Geburtsurkunde/ })
        .click()
      const viewer = page.locator('object.viewer__frame')
      await viewer.waitFor()
      await expectPdf(caseworker, viewer)
      expect(await viewer.getByText('Ihr Browser zeigt das Dokument nicht an.').isVisible()).to.equal(false)
      expect(await field(page, 'Gutheissen').isChecked(), 'the proposal is chosen already').to.equal(true)
      await approve(caseworker)
      expect(await wordsOn(page)).to.include(`Erledigt: ${reference}`)
    })

    it('the employer sees the unread decision, and opens its PDF in the same tab', async () => {
      const { page } = clerk
      await eventually('the decision', async () => {
        await visit(page, home)
        return (await badgeOf(clerk, 'Mitteilungen')) > unreadBefore
      })
      await follow(page, /^Mitteilungen/, page.getByRole('navigation', { name: 'Hauptmenü' }))
      const row = page.locator('.row', { hasText: reference })
      expect(await wordsOn(row)).to.include('Ungelesen')
      await follow(page, /Zulagenentscheid/, row)
      await expectPdf(clerk, page.locator('object.viewer__frame'))
      expect(await page.locator('main a[target]').count()).to.equal(0)
      expect(page.context().pages()).to.have.length(1)
      await visit(page, home)
      expect(await badgeOf(clerk, 'Mitteilungen')).to.equal(unreadBefore)
    })

    it('the employee has the allowance', async () => {
      await openEmployee(clerk, 'Esposito')
      const child = clerk.page.locator('.row', { hasText: 'Emma Esposito' })
      expect(await wordsOn(child))
        .to.include('CHF 245.00')
        .and.include('Kinderzulage')
    })

    it('the mail about it names neither person nor sum', async () => {
      const answer = await clerk.page.request.get('/demo/mailbox.json')
      const mails: { to: string; subject: string; text: string }[] = await answer.json()
      const mail = mails.find(
        ({ to, subject }) => to === 'hr@muster-bau.example' && /Mitteilung/.test(subject),
      )
      expect(mail?.text).to.include('Im Portal liegt eine neue Mitteilung')
      expect(`${mail?.subject} ${mail?.text}`).not.to.match(/Esposito|Emma|756|CHF|FZ-/)
    })
  })
}
