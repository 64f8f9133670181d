import { expect } from 'chai'
import { addDays, firstOfMonth, lastOfMonth } from '../../domain/dates.js'
import { threeMonthsOn } from '../../domain/entitlement/stopping.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import { findings } from './axe.js'
import { shot } from './evidence.js'
import { goOn, home, openEmployee, type Reader, send, thisMonth } from './filling.js'
import { approve, claim, eventually, findTask } from './office.js'
import {
  arrive,
  errorsOn,
  field,
  follow,
  pixelsBeyondEdge,
  press,
  typeDay,
  under,
  visit,
  wordsOn,
} from './pages.js'
import type { Stage } from './stage.js'

const t = translator('de')
const { date } = formats('de')
const name = 'Mehmet Yıldız'
const begin = thisMonth
const until = threeMonthsOn(begin)
const plain = (words: string) => words.replace(/\s+/g, ' ')

/** Somebody goes on leave, is confirmed, comes back, and leaves for good: both sides, with scripts and without, wide and narrow. */
export function absencesAndExits(stage: () => Stage): void {
  describe('An absence and an exit', () => {
    let clerk: Reader
    let phone: Reader
    let caseworker: Reader
    let absence = ''

    before(async () => {
      clerk = { page: await stage().person('hr@muster-bau.example'), t }
      phone = { page: await stage().person('hr@muster-bau.example', { width: 360, js: false }), t }
      caseworker = { page: await stage().person('desk@kasse.example'), t }
    })
    after(async () => {
      for (const reader of [clerk, phone, caseworker]) await reader?.page.context().close()
    })

    const start = ({ page }: Reader, title: string) =>
      arrive(page, () => page.getByRole('button', { name: new RegExp(`^${title}`) }).click())

    it('is reported step by step, with the day until which allowances go on', async () => {
      const { page } = clerk
      await openEmployee(clerk, 'Mehmet')
      await start(clerk, t('workInterruption:title'))
      await fine(clerk, 'absence-reason')
      await field(page, t('workInterruption:reasons.unpaid-leave')).check()
      await goOn(clerk)
      await press(page, t('common:button.continue'))
      expect(await errorsOn(page)).to.have.length.greaterThan(0)
      await fine(clerk, 'absence-period-wrong')
      await typeDay(under(page, t('workInterruption:period.begin')), begin)
      await field(under(page, t('workInterruption:period.resumed')), t('common:form.no')).check()
      await goOn(clerk)
      expect(await wordsOn(page)).to.include(`Die Familienzulagen laufen bis ${plain(date(until))}.`)
      await field(page, t('workInterruption:wage.none')).check()
      await fine(clerk, 'absence-wage')
      await goOn(clerk)
      await fine(clerk, 'absence-check')
      absence = await send(clerk)
      await fine(clerk, 'absence-receipt')
      expect(await wordsOn(page)).to.include('der andere Elternteil')
    })

    it('is confirmed by the office with one click, and the letter comes', async () => {
      await findTask(caseworker, absence)
      await claim(caseworker)
      await fine(caseworker, 'absence-review')
      expect(await wordsOn(caseworker.page)).to.include('Art. 10 Abs. 1bis FamZV')
      await approve(caseworker)
      await eventually('the confirmation', async () => {
        await visit(clerk.page, clerk.page.url())
        return (await wordsOn(clerk.page)).includes('Bestätigung Arbeitsunterbruch zugestellt')
      })
      await fine(clerk, 'absence-confirmed')
    })

    it('ends with a return that is reported on a phone without scripts', async () => {
      const { page } = phone
      await visit(page, `${home}/mutations?q=${absence}`)
      await follow(page, new RegExp(name))
      await narrow(phone, 'absence-running')
      await follow(page, t('mutations:amend.resumption.title'))
      await narrow(phone, 'absence-return')
      await typeDay(under(page, t('workInterruption:resumption.on')), addDays(begin, 1))
      await press(page, t('common:button.send'))
      expect(await wordsOn(page)).to.include('Die Rückkehr zur Arbeit ist gemeldet.')
      await eventually('the end of the interruption', async () => {
        await visit(page, page.url())
        return !(await wordsOn(page)).includes(t('mutations:amend.resumption.title'))
      })
    })

    it('an exit shows on the phone what the last month comes to, and both letters come', async () => {
      const { page } = phone
      await openEmployee(phone, 'Mehmet')
      await start(phone, t('termination:title'))
      await field(page, t('termination:reasons.notice-employee')).check()
      await typeDay(
        under(page, t('termination:exit.lastDay')),
        `${firstOfMonth(addDays(lastOfMonth(begin), 1)).slice(0, 8)}15`,
      )
      await narrow(phone, 'exit')
      await goOn(phone)
      await narrow(phone, 'exit-wage')
      await goOn(phone)
      expect(await wordsOn(page))
        .to.include('15 Tage')
        .and.include('10 Arbeitstage nach dem letzten Tag')
      await narrow(phone, 'exit-check')
      const reference = await send(phone)
      await findTask(caseworker, reference)
      await claim(caseworker)
      await fine(caseworker, 'exit-review')
      await approve(caseworker)
      await eventually('both letters', async () => {
        await visit(page, `${home}/messages`)
        const words = await wordsOn(page)
        return words.includes('Austrittsbestätigung') && words.includes('Entscheid zum Austritt')
      })
      await openEmployee(clerk, 'Mehmet')
      await fine(clerk, 'exit-person')
    })

    it('a question of the demo is answered, and the allowances end', async () => {
      const { page } = clerk
      await visit(page, `${home}/tasks`)
      await follow(page, new RegExp(t('start:step.resumption')))
      await fine(clerk, 'question')
      await field(page, t('workInterruption:question.no')).check()
      await fine(clerk, 'question-no')
      await press(page, t('tasks:provide.send'))
      await eventually('the decision', async () => {
        await visit(page, `${home}/messages`)
        return (await wordsOn(page)).includes('Entscheid zum Arbeitsunterbruch')
      })
    })
  })
}

/** No page has anything axe-core finds, or scrolls sideways. */
async function fine({ page }: Reader, picture: string): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 })
    await shot(page, `${picture}-${width}`)
    expect(await findings(page), `${picture} at ${width}`).to.deep.equal([])
    expect(await pixelsBeyondEdge(page), `${picture} at ${width}`).to.be.at.most(0)
  }
}

/** Without scripts axe-core cannot look; what is narrow must fit all the same. */
async function narrow({ page }: Reader, picture: string): Promise<void> {
  await shot(page, `${picture}-without-scripts`)
  expect(await pixelsBeyondEdge(page), picture).to.be.at.most(0)
}
