import { expect } from 'chai'
import { lastOfMonth } from '../../domain/dates.js'
import { translator } from '../../locales/i18n.js'
import { findings } from './axe.js'
import { beginReport, fillRequest, home, openEmployee, type Reader, send, thisMonth } from './filling.js'
import { claim, findTask } from './office.js'
import { errorsOn, field, follow, press, under, visit, wordsOn } from './pages.js'
import type { Stage } from './stage.js'

const t = translator('de')

/** What was begun and not sent, and what was sent too early. */
export function secondThoughts(stage: () => Stage): void {
  describe('Whoever changes their mind', () => {
    let clerk: Reader

    before(async () => {
      clerk = { page: await stage().person('hr@muster-bau.example'), t }
    })
    after(async () => clerk?.page.context().close())

    it('saves a half-filled form for later, goes on at another device, and deletes it', async () => {
      const { page } = clerk
      await openEmployee(clerk, 'Ferreira')
      await beginReport(clerk)
      await under(page, 'Ab wann?').getByLabel('Tag').fill('31')
      await field(page, 'Bemerkung').fill('Das Datum frage ich noch nach')
      await press(page, 'Speichern und später weiterfahren')
      expect(await wordsOn(page)).to.include('Ihr Entwurf ist gespeichert.')

      const other = await stage().secondDevice('hr@muster-bau.example', { width: 360 })
      await visit(other, `${home}/tasks`)
      await follow(other, 'Familienzulagen für Ana Ferreira')
      expect(await under(other, 'Ab wann?').getByLabel('Tag').inputValue()).to.equal('31')
      expect(await field(other, 'Bemerkung').inputValue()).to.equal('Das Datum frage ich noch nach')
      await follow(other, 'Entwurf löschen')
      expect(await wordsOn(other)).to.include('Das lässt sich nicht rückgängig machen.')
      await press(other, 'Entwurf löschen')
      expect(await wordsOn(other))
        .to.include('Der Entwurf ist gelöscht.')
        .and.not.include('Ana Ferreira')
      await other.context().close()

      expect(await visit(page, new URL(page.url()).pathname)).to.equal(200)
      expect(await wordsOn(page)).not.to.include('Ana Ferreira')
    })

    it('takes a report back as a draft until the office has taken it over', async () => {
      const { page } = clerk
      await openEmployee(clerk, 'Hürlimann')
      await beginReport(clerk, 'end')
      await fillEnding(clerk)
      const reference = await send(clerk)
      await follow(page, 'Meldung zurückziehen')
      await press(page, 'Meldung zurückziehen')
      expect(await wordsOn(page))
        .to.include('Die Meldung ist zurückgezogen.')
        .and.include('Stimmt alles?')
      await visit(page, `${home}/mutations?q=${reference}`)
      expect(await wordsOn(page)).to.include('Zurückgezogen')
    })

    it('asks for it with a reason once a caseworker has it, and reads whom to call', async () => {
      const { page } = clerk
      await visit(page, `${home}/tasks`)
      await follow(page, 'Familienzulagen für Sabine Hürlimann')
      const reference = await send(clerk)
      await follow(page, 'Meldung zurückziehen')

      const caseworker = { page: await stage().person('desk@kasse.example'), t }
      await findTask(caseworker, reference)
      await claim(caseworker)
      await caseworker.page.context().close()

      expect(await press(page, 'Meldung zurückziehen')).to.equal(409)
      expect(await wordsOn(page))
        .to.include('Die Prüfung hat schon begonnen')
        .and.include('Sie können uns bitten, sie zurückzugeben')
        .and.include('071 000 00 00')
      expect(await findings(page)).to.deep.equal([])
      expect(await press(page, 'Um Rückzug bitten')).to.equal(422)
      await field(page, 'Warum möchten Sie die Meldung zurückziehen?').fill(
        'Für die falsche Person gemeldet.',
      )
      expect(await press(page, 'Um Rückzug bitten')).to.equal(200)
      expect(await wordsOn(page)).to.include('um den Rückzug gebeten')
      expect(await page.getByRole('link', { name: 'Meldung zurückziehen' }).count()).to.equal(0)
    })
  })
}

/** The end of the allowance of the first child, from the page of the request to where everything is checked. */
export async function fillEnding(reader: Reader): Promise<void> {
  const { page } = reader
  await field(page, t('familyAllowance:request.endReasonQuestion')).selectOption('other')
  await fillRequest(reader, lastOfMonth(thisMonth))
  await page.locator('main').getByRole('checkbox').first().check()
  await press(page, t('common:button.continue'))
  expect(await errorsOn(page)).to.deep.equal([])
}
