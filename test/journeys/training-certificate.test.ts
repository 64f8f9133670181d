import { mkdirSync } from 'node:fs'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { addDays, addYears, swissDate } from '../../domain/dates.js'
import { translator } from '../../locales/i18n.js'
import { need } from '../needs.js'
import { onePagePdf } from '../web/files.js'
import { findings } from './axe.js'
import { home, openEmployee } from './filling.js'
import { errorsOn, field, follow, press, typeDay, under, visit, wordsOn } from './pages.js'
import { openStage, type Stage } from './stage.js'

const t = translator('de')
const say = (key: string, params = {}) => t(`trainingCertificate:${key}`, params)
const today = swissDate(new Date())
const proof = { name: 'lehrvertrag.pdf', mimeType: 'application/pdf', buffer: onePagePdf() }

describe('Training certificates in a real browser', function () {
  this.timeout(120_000)
  let stage: Stage
  let hr: Page
  let phone: Page
  let desk: Page

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stage = await openStage(need(this, 'CHROMIUM_PATH'))
    hr = await stage.person('hr@muster-bau.example')
    phone = await stage.person('hr@muster-bau.example', { width: 360, js: false })
    desk = await stage.person('desk@kasse.example')
  })
  after(async () => stage?.close())
  afterEach('no page did what no page may do', () => {
    expect(stage?.complaints() ?? []).to.deep.equal([])
  })

  const clean = async (page: Page, name: string) => {
    expect(await findings(page), page.url()).to.deep.equal([])
    await picture(page, name)
  }
  const picture = async (page: Page, name: string) => {
    const folder = process.env.PICTURES
    if (!folder) return
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: `${folder}/training-${name}.png`, fullPage: true })
  }
  /** The card of one child on the page of all. */
  const childOn = (page: Page, name: string) =>
    page.locator('section.card').filter({ has: page.getByRole('heading', { name: new RegExp(name) }) })
  const certify = async (page: Page, name: string, from: string, until: string) => {
    const card = childOn(page, name)
    await field(card, say('states.training')).check()
    await field(card, say('kind')).selectOption('apprenticeship')
    await field(card, say('trainingTitle')).fill('Zimmermann EFZ')
    await field(card, say('institution')).fill('Muster Holz AG')
    await field(card, say('place')).fill('Wil')
    await typeDay(under(card, say('from')), from)
    await typeDay(under(card, say('untilDay')), until)
    await field(card, say('extents.full')).check()
  }

  it('the list of tasks leads to all that are open', async () => {
    await visit(hr, `${home}/tasks`)
    await clean(hr, 'tasks')
    await follow(hr, /Ausbildungsnachweise zusammen beantworten/)
    expect(await wordsOn(hr))
      .to.include('Dario')
      .and.include('Alina')
    await clean(hr, 'all')
    await press(hr, say('send', { count: 2 }))
    expect((await errorsOn(hr)).join()).to.include(say('problems.nothing'))
    await clean(hr, 'nothing')
  })

  it('on a phone without scripts a wrong row keeps what was typed, and the right one is sent', async () => {
    await visit(phone, `${home}/certificates`)
    const provenUntil = addDays(today, 18)
    await certify(phone, 'Dario', addDays(provenUntil, 1), addDays(addYears(provenUntil, 1), -1))
    await field(childOn(phone, 'Alina'), say('states.none')).check()
    await picture(phone, 'phone')
    expect(await press(phone, say('send', { count: 2 }))).to.equal(422)
    expect(await wordsOn(phone))
      .to.include('Ein Nachweis ist bei uns.')
      .and.not.include('Alina')
    expect((await errorsOn(phone)).join()).to.equal(say('problems.proof'))
    await picture(phone, 'phone-wrong')
    const card = childOn(phone, 'Dario')
    expect(await field(card, say('institution')).inputValue()).to.equal('Muster Holz AG')
    await field(card, say('file')).setInputFiles(proof)
    expect(await press(phone, say('send', { count: 1 }))).to.equal(200)
    expect(await wordsOn(phone)).to.include('Ein Ausbildungsnachweis ist bei uns.')
  })

  it('the office approves with one click, and the employer reads the decision', async () => {
    await decide('Manser', 'go-on')
    await visit(hr, `${home}/messages`)
    await appears(hr, `${home}/messages`, t('messages:kind.training-certificate-decision'))
  })

  it('an allowance that has ended is revived from the page of the person', async () => {
    await decide('Lutz', 'ended')
    await appears(hr, `${home}/messages`, t('messages:kind.training-certificate-decision'))
    await openEmployee({ page: hr, t }, 'Lutz')
    await follow(hr, new RegExp(say('late.title')))
    await clean(hr, 'late')
    const from = addDays(today, -9)
    await certify(hr, 'Yannick', from, addDays(addYears(from, 1), -1))
    await field(hr, say('file')).setInputFiles(proof)
    expect(await press(hr, say('send', { count: 1 }))).to.equal(200)
    await decide('Lutz', 'revived')
  })

  it('the office sees whom a campaign asks before it opens it', async () => {
    await visit(desk, '/office/campaigns')
    await clean(desk, 'campaigns')
    await follow(desk, t('campaigns:new.title'))
    await field(desk, t('campaigns:new.days')).fill('120')
    await press(desk, t('campaigns:new.preview'))
    await clean(desk, 'preview')
    await press(desk, /Meldung(en)? eröffnen/)
    expect(await wordsOn(desk)).to.include(t('campaigns:opened'))
    await clean(desk, 'campaign')
    const narrow = await stage.person('desk@kasse.example', { width: 360 })
    await visit(narrow, '/office/campaigns/new?lead=120&who=all')
    await clean(narrow, 'preview-phone')
  })

  /** A caseworker takes the newest review about a family and agrees with the proposal. */
  async function decide(lastName: string, name: string): Promise<void> {
    const list = `/office?q=${lastName}&kind=training-certificate`
    const row = desk.getByRole('rowheader').filter({ hasText: lastName })
    await until(list, async () => {
      await visit(desk, list)
      return (await row.count()) > 0
    })
    await follow(desk, new RegExp(lastName), desk.getByRole('rowheader'))
    await press(desk, t('tasks:desk.claim'))
    await clean(desk, `review-${name}`)
    await press(desk, t('tasks:decide.only'))
    await visit(desk, list)
    expect(await desk.getByRole('rowheader').count()).to.equal(0)
  }

  /** Waits until a page shows some words: another process brings them about. */
  const appears = (page: Page, path: string, words: string): Promise<void> =>
    until(`${path} with «${words}»`, async () => {
      await visit(page, path)
      return (await wordsOn(page)).includes(words)
    })

  async function until(what: string, isThere: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 60; tries++) {
      if (await isThere()) return
      await new Promise((done) => setTimeout(done, 500))
    }
    throw new Error(`did not come: ${what}`)
  }
})
