import { expect } from 'chai'
import { ahvNumberOf } from '../../demo/ids.js'
import { translator } from '../../locales/i18n.js'
import {
  beginReport,
  type Child,
  chooseCertificate,
  fillChild,
  fillOtherParent,
  fillPayment,
  fillRequest,
  fourYearsAgo,
  goOn,
  home,
  openEmployee,
  type Reader,
  send,
} from './filling.js'
import { approve, claim, eventually, findTask, openEmployerTask } from './office.js'
import { field, follow, press, visit, wordsOn } from './pages.js'
import type { Stage } from './stage.js'

const deniz: Child = {
  firstName: 'Deniz',
  lastName: 'Yıldız',
  ahvNumber: ahvNumberOf('journeys', 'Deniz'),
  birthDate: fourYearsAgo,
  sex: 'male',
}

/** The main job on a phone, with plain forms alone, in French for the employer, with two questions from the office. */
export function frenchJourney(stage: () => Stage): void {
  describe('On a phone, without JavaScript, in French', () => {
    let clerk: Reader
    let caseworker: Reader
    let reference: string

    before(async () => {
      const phone = { width: 360, js: false }
      clerk = { page: await stage().person('admin@muster-bau.example', phone), t: translator('fr') }
      caseworker = { page: await stage().person('desk2@kasse.example', phone), t: translator('de') }
    })
    after(async () => {
      await clerk?.page.context().close()
      await caseworker?.page.context().close()
    })

    it('the page changes its language and stays the same page', async () => {
      const { page } = clerk
      await visit(page, `${home}/employees`)
      await follow(page, /^FR/, page.locator('footer'))
      expect(new URL(page.url()).pathname).to.equal(`${home}/employees`)
      expect(await page.locator('h1').innerText()).to.equal('Personnel')
      await visit(page, home)
      expect(await page.locator('html').getAttribute('lang')).to.equal('fr-CH')
    })

    it('a clerk registers a child whose certificate comes later, and is told that a task will come', async () => {
      await openEmployee(clerk, 'Yıldız')
      await beginReport(clerk)
      await fillRequest(clerk)
      await goOn(clerk)
      await fillChild(clerk, deniz)
      await goOn(clerk)
      await fillOtherParent(clerk, 'Ayşe', 'Yıldız')
      expect(await wordsOn(clerk.page)).to.include('Il manque encore un document.')
      await goOn(clerk)
      await fillPayment(clerk)
      expect(await wordsOn(clerk.page)).to.include('Tout est-il correct ?')
      reference = await send(clerk)
      // a quick worker has opened the task before the page is there
      expect(await wordsOn(clerk.page)).to.match(/Vous recevrez aussitôt une tâche|Il nous manque encore/)
    })

    it('the task for the missing certificate appears, and is answered with it', async () => {
      const { page } = clerk
      await openEmployerTask(clerk, home, reference)
      expect(await wordsOn(page)).to.include('Deniz Yıldız')
      await answerWithFile(clerk)
      await visit(page, `${home}/tasks`)
      expect(await wordsOn(page)).not.to.include(reference)
    })

    it('a caseworker at a phone takes the task over and asks for one more document', async () => {
      const { page } = caseworker
      await findTask(caseworker, reference)
      await claim(caseworker)
      await field(page, 'Rückfrage stellen').check()
      await field(page, 'Wohnsitzbestätigung').check()
      await field(page, 'Text an das Mitglied').fill('Bitte mit Datum von diesem Jahr.')
      await press(page, 'Nur entscheiden')
      expect(await wordsOn(page)).to.include(`Erledigt: ${reference}`)
    })

    it('the employer reads the question, and answers it', async () => {
      await openEmployerTask(clerk, home, reference)
      expect(await wordsOn(clerk.page))
        .to.include('Bitte mit Datum von diesem Jahr.')
        .and.include('Attestation de domicile')
      await answerWithFile(clerk)
    })

    it('the caseworker sees both documents without a script, and approves', async () => {
      const { page } = caseworker
      await findTask(caseworker, reference)
      await claim(caseworker)
      const tabs = page.getByRole('navigation', { name: 'Vorschlag und Dokumente' })
      expect(await tabs.getByRole('link').count()).to.equal(3)
      await follow(page, /Wohnsitzbestätigung/, tabs)
      expect(await page.locator('object.viewer__frame').count()).to.equal(1)
      await approve(caseworker)
      expect(await wordsOn(page)).to.include(`Erledigt: ${reference}`)
    })

    it('the decision lies in the mailbox, and the child on the employee’s page', async () => {
      const { page } = clerk
      await eventually('the decision', async () => {
        await visit(page, `${home}/messages`)
        return (await wordsOn(page)).includes(reference)
      })
      await follow(page, /Décision d’allocations/, page.locator('.row', { hasText: reference }))
      expect(await page.getByRole('link', { name: /^Télécharger/ }).count()).to.be.greaterThan(0)
      await openEmployee(clerk, 'Yıldız')
      const child = page.locator('.row', { hasText: 'Deniz Yıldız' })
      expect(await wordsOn(child)).to.include('CHF 245.00')
    })
  })
}

/** Sends a file for the one document that is asked for, and then the answer. */
async function answerWithFile(reader: Reader): Promise<void> {
  const { page, t } = reader
  await chooseCertificate(reader, 'scan.pdf')
  await press(page, t('common:button.upload'))
  expect(await page.getByRole('link', { name: 'scan.pdf' }).count()).to.equal(1)
  await press(page, t('tasks:provide.send'))
}
