import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { addDays, swissDate } from '../../domain/dates.js'
import { translator } from '../../locales/i18n.js'
import { need } from '../needs.js'
import { findings } from './axe.js'
import { expectPdf, uploadSeeing } from './evidence.js'
import { goOn, home, openEmployee, type Reader, send } from './filling.js'
import { approve, claim, eventually, findTask } from './office.js'
import { arrive, errorsOn, field, follow, press, typeDay, under, visit, wordsOn } from './pages.js'
import { openStage, type Stage } from './stage.js'

const t = translator('de')
const today = swissDate(new Date())
const bornOn = addDays(today, -40)
const mail = 'claudia@privat.example'

describe('A maternity allowance in a real browser', function () {
  this.timeout(120_000)
  let stage: Stage
  let clerk: Reader
  let mother: Page
  let reference: string
  let draft: string

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stage = await openStage(need(this, 'CHROMIUM_PATH'))
    clerk = { page: await stage.person('hr@muster-bau.example'), t }
  })
  after(async () => stage?.close())
  afterEach('no page did what no page may do', () => {
    expect(stage?.complaints() ?? []).to.deep.equal([])
  })

  const ask = (key: string) => t(`maternity:${key}`)
  const choose = (page: Page, question: string, choice: string) =>
    field(under(page, ask(question)), choice).check()
  const clean = async (page: Page) => {
    expect(await findings(page), page.url()).to.deep.equal([])
  }
  it('the employer says what it knows, and is told what cannot be', async () => {
    const { page } = clerk
    await openEmployee(clerk, 'Rechsteiner')
    await arrive(page, () => page.getByRole('button', { name: new RegExp(`^${ask('journey')}`) }).click())
    draft = page.url().replace(/\/[\w-]+$/, '')
    await typeDay(under(page, ask('birth.date')), addDays(today, 7))
    await choose(page, 'birth.by', ask('birth.byChoice.mother'))
    expect(await goOn(clerk)).to.equal(422)
    expect((await errorsOn(page)).join()).to.include('Die Geburt liegt in der Zukunft.')
    await clean(page)
    await typeDay(under(page, ask('birth.date')), bornOn)
    expect(await goOn(clerk)).to.equal(200)
    await clean(page)
    await goOn(clerk)
    await clean(page)
    await choose(page, 'wage.thirteenth', t('common:form.yes'))
    await goOn(clerk)
    await clean(page)
    await choose(page, 'leavePay.paid', ask('paid.full'))
    await goOn(clerk)
  })

  it('the employer sends the mother a link', async () => {
    const { page } = clerk
    expect(await wordsOn(page)).to.include('Link an die Mutter senden')
    await field(page, ask('mother.email')).fill(mail)
    await press(page, ask('mother.send'))
    expect(await wordsOn(page)).to.include('Der Link ist unterwegs.')
    await clean(page)
  })

  it('the mother fills in her part on a phone, without JavaScript and without an account', async () => {
    const link = await eventually('the mail with the link', async () => {
      const answer = await clerk.page.request.get('/demo/mailbox.json')
      const mails: { to: string; text: string; subject: string }[] = await answer.json()
      const found = mails.find(({ to }) => to === mail)
      if (found) expect(found.text + found.subject).not.to.match(/Claudia|Rechsteiner|Geburt|Mutterschaft/)
      return found && /\/part\/\S+/.exec(found.text)?.[0]
    })
    mother = await stage.stranger({ width: 360, js: false })
    // axe needs scripts: it looks at the same address beside
    const beside = await stage.stranger({ width: 360 })
    const look = async () => {
      await visit(beside, mother.url())
      await clean(beside)
    }
    await visit(mother, link)
    expect(await wordsOn(mother)).to.include('Muster Bau AG')
    await look()
    const reader = { page: mother, t }
    await follow(mother, t('part:start'))
    expect(await goOn(reader)).to.equal(422)
    await field(mother, ask('children.firstName')).fill('Nino')
    await field(mother, ask('children.lastName')).fill('Rechsteiner')
    await look()
    await goOn(reader)
    await choose(mother, 'insurance.abroad', t('common:form.no'))
    await look()
    await goOn(reader)
    for (const question of ['hasOther', 'hasEarlier', 'selfEmployed', 'hasFormer'])
      await choose(mother, `otherWork.${question}`, t('common:form.no'))
    await look()
    await goOn(reader)
    await look()
    await goOn(reader)
    await look()
    await goOn(reader)
    expect(await wordsOn(mother))
      .to.include('Stimmt alles?')
      .and.include('Nino Rechsteiner')
    await look()
    await field(mother, t('part:confirm')).check()
    await press(mother, t('part:send'))
    expect(await wordsOn(mother)).to.include('Ihre Angaben sind gesendet')
    await look()
    await visit(mother, link)
    expect(await wordsOn(mother))
      .to.include('Ihre Angaben sind gesendet')
      .and.not.include('Nino')
  })

  it('the employer finds the draft ready, adds the certificate and sends the report', async () => {
    const { page } = clerk
    await visit(page, `${home}/tasks`)
    expect(await wordsOn(page)).to.include('Bereit zum Abschliessen')
    await visit(page, draft)
    await uploadSeeing(clerk, page.locator('.upload__progress').first())
    await goOn(clerk)
    expect(await wordsOn(page))
      .to.include('Nino Rechsteiner')
      .and.include('Mutterschaft')
    await clean(page)
    reference = await send(clerk)
    expect(reference).to.match(/^MU-/)
    await clean(page)
  })

  it('a caseworker reads the calculation line by line and approves it', async () => {
    const caseworker = { page: await stage.person('desk@kasse.example'), t }
    await findTask(caseworker, reference)
    await claim(caseworker)
    expect(await wordsOn(caseworker.page))
      .to.include('÷ 30')
      .and.include('Art. 5 Abs. 2 lit. b EOV')
      .and.include('98 Taggelder')
    await clean(caseworker.page)
    await approve(caseworker)
    await caseworker.page.context().close()
  })

  it('the employer reads confirmation and first statement, on a phone as well', async () => {
    const phone = await stage.person('hr@muster-bau.example', { width: 360 })
    const statement = phone.locator('.row', { hasText: reference }).filter({ hasText: 'Taggeldabrechnung' })
    await eventually('the first statement', async () => {
      await visit(phone, `${home}/messages`)
      return (await statement.count()) > 0
    })
    await clean(phone)
    await visit(phone, draft)
    expect(await wordsOn(phone))
      .to.include('Taggeldabrechnung')
      .and.include('Wiederaufnahme der Arbeit melden')
    await clean(phone)
    await visit(phone, `${home}/messages`)
    await follow(phone, /Taggeldabrechnung/, statement.first())
    await expectPdf({ page: phone, t }, phone.locator('object.viewer__frame'))
    await phone.context().close()
  })

  it('the return to work ends it at once with the last statement', async () => {
    const { page } = clerk
    await visit(page, draft)
    await follow(page, 'Wiederaufnahme der Arbeit melden')
    await typeDay(under(page, ask('amend.return-to-work')), addDays(bornOn, -3))
    expect(await press(page, t('common:button.send'))).to.equal(422)
    expect((await errorsOn(page)).join()).to.include('muss nach der Geburt')
    await clean(page)
    await typeDay(under(page, ask('amend.return-to-work')), addDays(today, -2))
    await press(page, t('common:button.send'))
    await eventually('the end', async () => {
      await visit(page, draft)
      return !(await wordsOn(page)).includes('Änderungen melden')
    })
    await clean(page)
  })
})
