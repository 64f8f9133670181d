import { expect } from 'chai'
import { addDays, addMonths, swissDate } from '../../domain/dates.js'
import { translator } from '../../locales/i18n.js'
import { findings } from './axe.js'
import { shot } from './evidence.js'
import { goOn, home, type Reader, send } from './filling.js'
import { claim, eventually } from './office.js'
import { errorsOn, field, follow, press, typeDay, under, visit, wordsOn } from './pages.js'
import type { Stage } from './stage.js'

const t = translator('de')
const text = (key: string) => t(`newEmployee:${key}`)
const today = swissDate(new Date())

/** Somebody begins to work, and a deadline is extended: on a phone and in the office. */
export function entriesAndDeadlines(stage: () => Stage): void {
  describe('An entry and a deadline', () => {
    let phone: Reader
    let caseworker: Reader

    before(async () => {
      phone = { page: await stage().person('hr@muster-bau.example', { width: 360 }), t }
      caseworker = { page: await stage().person('desk@kasse.example'), t }
    })
    after(async () => {
      for (const reader of [phone, caseworker]) await reader?.page.context().close()
    })

    async function fine({ page }: Reader, name: string) {
      await shot(page, name)
      expect(await findings(page), name).to.deep.equal([])
    }

    it('with an AHV number is confirmed within moments, and leads to the family allowances', async () => {
      const { page } = phone
      await visit(page, home)
      await press(page, new RegExp(`^${text('journey')}`))
      await fine(phone, 'entry-person')
      await goOn(phone)
      expect(await errorsOn(page)).to.have.length.greaterThan(3)
      await fine(phone, 'entry-person-wrong')
      await field(under(page, text('person.hasNumber')), t('common:form.yes')).check()
      const number = field(page, text('person.ahvNumber'))
      await number.fill('756.9876.5432.71')
      await number.blur()
      await page.locator('.check', { hasText: t('rules:problems.ahv-number-check-digit') }).waitFor()
      await fine(phone, 'entry-number-wrong')
      await number.fill('756.9876.5432.17')
      await number.blur()
      await page.locator('.check').waitFor({ state: 'detached' })
      await field(page, text('person.firstName')).fill('Noëlle')
      await field(page, text('person.lastName')).fill('Grand')
      await typeDay(under(page, text('person.birthDate')), '1991-02-03')
      await field(under(page, text('person.sex')), t('employees:sex.female')).check()
      await goOn(phone)
      for (const [label, value] of [
        ['contact.street', 'Seeweg 1'],
        ['contact.zip', '9000'],
        ['contact.city', 'St. Gallen'],
      ] as const)
        await field(page, text(label)).fill(value)
      await field(page, text('contact.civilStatus')).selectOption('married')
      await field(page.locator('main form'), text('contact.language')).selectOption('fr')
      await fine(phone, 'entry-contact')
      await goOn(phone)
      await typeDay(under(page, text('work.startsOn')), addDays(today, 7))
      await field(page, text('work.workplace')).fill('St. Gallen')
      await field(page, text('work.canton')).selectOption('SG')
      await field(page, text('work.function')).fill('Polierin')
      await field(page, text('work.monthlyWage')).fill('6200')
      await field(under(page, text('work.allowancesQuestion')), t('common:form.yes')).check()
      await fine(phone, 'entry-work')
      await goOn(phone)
      await fine(phone, 'entry-check')
      await send(phone)
      await eventually('the confirmation', async () => {
        await visit(page, page.url())
        return (await wordsOn(page)).includes(t('mutations:page.confirmed'))
      })
      await fine(phone, 'entry-confirmed')
      await press(page, t('employees:report.new.title'))
      expect(await wordsOn(page)).to.include('Noëlle Grand')
    })

    it('without a number waits for the one the office types in', async () => {
      const { page } = caseworker
      await visit(page, '/office?q=carvalho')
      await claim(caseworker)
      await fine(caseworker, 'entry-review')
      await field(page, t('tasks:decide.approve')).check()
      await field(page, text('person.ahvNumber')).fill('756.1111.1111.14')
      await press(page, t('tasks:decide.only'))
      expect(await errorsOn(page)).to.deep.equal([t('rules:problems.ahv-number-check-digit')])
      await field(page, text('person.ahvNumber')).fill('756.1111.1111.13')
      await press(page, t('tasks:decide.only'))
      await eventually('the entry on file', async () => {
        await visit(phone.page, `${home}/employees?q=carvalho&show=all`)
        return (await wordsOn(phone.page)).includes('Carvalho')
      })
    })

    it('a deadline is extended on the phone before it ends', async () => {
      const { page } = phone
      await visit(page, `${home}/tasks?show=provide-documents`)
      await follow(page, /Manser/)
      await fine(phone, 'deadline')
      await typeDay(under(page, t('tasks:extension.until')), addMonths(today, 10))
      await field(page, t('tasks:extension.why')).fill('Das Amt braucht länger.')
      await press(page, t('tasks:extension.send'))
      expect(await wordsOn(page)).to.include('entscheiden wir und geben Ihnen Bescheid')
      await fine(phone, 'deadline-extended')
    })

    it('goes further when the office agrees', async () => {
      const { page } = caseworker
      await visit(page, '/office?step=extension')
      await claim(caseworker)
      await fine(caseworker, 'extension')
      await field(page, t('tasks:extension.approve')).check()
      await press(page, t('tasks:decide.only'))
      await visit(phone.page, phone.page.url())
      await fine(phone, 'deadline-granted')
    })

    it('its length is set by the supervisor', async () => {
      const boss: Reader = { page: await stage().person('leitung@kasse.example'), t }
      await visit(boss.page, '/office/deadlines')
      await fine(boss, 'deadlines')
      await boss.page.context().close()
    })
  })
}
