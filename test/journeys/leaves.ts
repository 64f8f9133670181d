import { expect } from 'chai'
import { addDays, swissDate } from '../../domain/dates.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import { findings } from './axe.js'
import { shot } from './evidence.js'
import { chooseCertificate, goOn, home, openEmployee, type Reader, send } from './filling.js'
import { approve, claim, eventually, findTask } from './office.js'
import { arrive, errorsOn, field, follow, press, typeDay, under, visit, wordsOn } from './pages.js'
import type { Stage } from './stage.js'

const t = translator('de')
const leave = (key: string) => t(`otherParentLeave:${key}`)
const birth = (key: string) => t(`maternity:${key}`)
const today = swissDate(new Date())
const bornOn = addDays(today, -40)
const typed = (day: string) => day.split('-').reverse().map(Number).join('.')
const plain = (words: string) => words.replace(/\s+/g, ' ')

/** The other parent's leave: reported on a phone without scripts, decided, changed while it runs. */
export function leavesOfOtherParents(stage: () => Stage): void {
  describe('The leave of the other parent', () => {
    let phone: Reader
    let clerk: Reader
    let caseworker: Reader
    let reference = ''

    before(async () => {
      phone = { page: await stage().person('hr@muster-bau.example', { width: 360, js: false }), t }
      clerk = { page: await stage().person('hr@muster-bau.example'), t }
      caseworker = { page: await stage().person('desk@kasse.example'), t }
    })
    after(async () => {
      for (const reader of [phone, clerk, caseworker]) await reader?.page.context().close()
    })

    /** Looks for barriers and keeps a picture; axe needs scripts, so the phone is only photographed. */
    async function fine(reader: Reader, name: string) {
      await shot(reader.page, `leave-${name}`)
      if (reader !== phone) expect(await findings(reader.page), name).to.deep.equal([])
    }
    const choose = (question: string, choice: string) =>
      field(under(phone.page, birth(question)), choice).check()

    it('is reported step by step on a phone without scripts', async () => {
      const { page } = phone
      await openEmployee(phone, 'Petrović')
      await arrive(page, () => page.getByRole('button', { name: new RegExp(`^${leave('journey')}`) }).click())
      await typeDay(under(page, birth('birth.date')), bornOn)
      await fine(phone, 'birth')
      await goOn(phone)
      await fine(phone, 'employment')
      await goOn(phone)
      await choose('wage.thirteenth', t('common:form.yes'))
      await fine(phone, 'wage')
      await goOn(phone)
      await field(page, leave('leave.manner.weeks')).check()
      await page.locator('#from-0').fill(typed(addDays(bornOn, 7)))
      await page.locator('#to-0').fill(typed(addDays(bornOn, 12)))
      expect(await goOn(phone)).to.equal(422)
      expect((await errorsOn(page)).join()).to.include('keine ganzen Wochen')
      await fine(phone, 'days-wrong')
      await page.locator('#to-0').fill(typed(addDays(bornOn, 13)))
      await press(page, birth('insurance.add'))
      await page.locator('#from-1').fill(typed(addDays(today, 10)))
      await page.locator('#to-1').fill(typed(addDays(today, 16)))
      await fine(phone, 'days')
      await goOn(phone)
      await choose('leavePay.paid', birth('paid.full'))
      await fine(phone, 'pay')
      await goOn(phone)
      await field(page.locator('main'), birth('children.firstName')).fill('Mila')
      await field(page.locator('main'), birth('children.lastName')).fill('Petrović')
      await fine(phone, 'children')
      await goOn(phone)
      await choose('insurance.abroad', t('common:form.no'))
      await goOn(phone)
      for (const question of ['hasOther', 'hasEarlier', 'selfEmployed', 'hasFormer'])
        await choose(`otherWork.${question}`, t('common:form.no'))
      await fine(phone, 'other-work')
      await goOn(phone)
      await chooseCertificate(phone)
      await press(page, /^Hochladen/)
      await fine(phone, 'documents')
      await goOn(phone)
      expect(await wordsOn(page))
        .to.include('Entschädigung für 14 Tage')
        .and.include('Mila Petrović')
      await fine(phone, 'check')
      reference = await send(phone)
      expect(reference).to.match(/^EA-/)
      await fine(phone, 'receipt')
    })

    it('is approved by the office, which reads the calculation with the articles of this parent', async () => {
      await findTask(caseworker, reference)
      await claim(caseworker)
      expect(await wordsOn(caseworker.page))
        .to.include('Art. 16i Abs. 1 lit. b EOG')
        .and.include('14 Taggelder')
      await fine(caseworker, 'review')
      await approve(caseworker)
    })

    it('has other days as news, while it runs: one more row, and no sending anew', async () => {
      const { page } = clerk
      await eventually('the leave runs', async () => {
        await visit(page, `${home}/mutations?q=${reference}`)
        await follow(page, /Petrović/)
        return (await wordsOn(page)).includes(t('progress:other-parent-leave.running'))
      })
      await fine(clerk, 'running')
      await follow(page, t('mutations:amend.leave.title'))
      await fine(clerk, 'news')
      const later = addDays(today, 24)
      await page.locator('#from-1').fill(typed(later))
      await page.locator('#to-1').fill(typed(addDays(later, 4)))
      expect(await press(page, t('common:button.send'))).to.equal(422)
      await fine(clerk, 'news-wrong')
      await page.locator('#to-1').fill(typed(addDays(later, 6)))
      await press(page, t('common:button.send'))
      expect(await wordsOn(page))
        .to.include(t('mutations:amend.leave.done'))
        .and.include(plain(formats('de').period(later, addDays(later, 6))))
      await fine(clerk, 'told')
    })

    it('ends at once when the rest is given up, with a statement on the phone', async () => {
      const { page } = clerk
      await follow(page, t('mutations:amend.leave.title'))
      await page.locator('#from-1').fill('')
      await page.locator('#to-1').fill('')
      await press(page, t('common:button.send'))
      await eventually('the end', async () => {
        await visit(page, page.url())
        return !(await wordsOn(page)).includes(t('mutations:page.amend'))
      })
      await fine(clerk, 'ended')
      await visit(phone.page, `${home}/messages?q=${reference}`)
      expect(await wordsOn(phone.page))
        .to.include(t('messages:kind.allowance-statement'))
        .and.include(t('messages:kind.other-parent-leave-confirmation'))
      await fine(phone, 'messages')
    })
  })
}
