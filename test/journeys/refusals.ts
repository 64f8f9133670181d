import { expect } from 'chai'
import { addMonths, lastOfMonth } from '../../domain/dates.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import { findings } from './axe.js'
import { beginReport, home, openEmployee, type Reader, thisMonth } from './filling.js'
import { errorsOn, field, follow, press, typeDay, under, visit, wordsOn } from './pages.js'
import { fillEnding } from './second-thoughts.js'
import type { Stage } from './stage.js'

const t = translator('de')
const lastMonth = lastOfMonth(addMonths(thisMonth, -1))

/** What the portal does not do, and how it says so. */
export function refusals(stage: () => Stage): void {
  describe('What cannot be done is said in clear words', () => {
    let clerk: Reader
    let draft: string

    before(async () => {
      clerk = { page: await stage().person('hr@muster-bau.example'), t }
    })
    after(async () => clerk?.page.context().close())

    it('a report that was changed in another tab is shown again before it is sent', async () => {
      const { page } = clerk
      await openEmployee(clerk, 'Fässler')
      await beginReport(clerk, 'end')
      await fillEnding(clerk)
      draft = new URL(page.url()).pathname.replace('/check-answers', '')
      const second = { page: await page.context().newPage(), t }
      await visit(second.page, `${draft}/request`)
      await typeDay(under(second.page, 'Ab wann?'), lastMonth)
      await press(second.page, 'Weiter')
      await second.page.close()

      await field(page, 'Die Angaben sind vollständig und wahr').check()
      expect(await press(page, 'Meldung absenden')).to.equal(422)
      expect(await errorsOn(page)).to.deep.equal([
        'Diese Meldung wurde inzwischen in einem anderen Fenster geändert. Prüfen Sie die Angaben noch einmal und bestätigen Sie sie.',
      ])
      expect(await wordsOn(page)).to.include(formats('de').date(lastMonth).replaceAll('\u00a0', ' '))
    })

    it('a form with an old token is not taken, and what was typed is still there', async () => {
      const { page } = clerk
      await visit(page, `${draft}/request`)
      await field(page, 'Bemerkung').fill('Getippt, bevor die Sitzung neu begann')
      const newer = await stage().freshSession('hr@muster-bau.example')
      await page.context().addCookies(newer.cookies)
      expect(await press(page, 'Weiter')).to.equal(403)
      expect(await wordsOn(page))
        .to.include('Das Formular ist nicht mehr gültig')
        .and.include('Ihre Eingaben sind noch da.')
      expect(await findings(page)).to.deep.equal([])
      await follow(page, 'Zurück zum Formular')
      expect(await field(page, 'Bemerkung').inputValue()).to.equal('Getippt, bevor die Sitzung neu begann')
      expect(await press(page, 'Weiter')).to.equal(200)
    })

    it('what belongs to another employer, or to the office, does not exist', async () => {
      const { page } = clerk
      await visit(page, `${home}/employees`)
      const own = await page.getByRole('rowheader').getByRole('link').first().getAttribute('href')
      const fiduciary = await stage().person('treuhand@fidu.example')
      const tries: [typeof page, string][] = [
        [page, '/e/aareholz'],
        [page, '/office'],
        [fiduciary, draft],
        [fiduciary, draft.replace('muster-bau', 'aareholz')],
        [fiduciary, String(own).replace('muster-bau', 'aareholz')],
      ]
      for (const [who, path] of tries) {
        expect(await visit(who, path), path).to.equal(404)
        expect(await wordsOn(who))
          .to.include('Diese Seite gibt es nicht')
          .and.include('Zur Startseite')
      }
      await fiduciary.context().close()
    })
  })
}
