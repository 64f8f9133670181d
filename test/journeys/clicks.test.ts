import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { type Browser, chromium, type Page } from 'playwright-core'
import { userId } from '../../demo/accounts.js'
import { seedDemo } from '../../demo/seed.js'
import { translator } from '../../locales/i18n.js'
import { need } from '../needs.js'
import { usePortal } from '../web/portal.js'
import {
  beginReport,
  chooseCertificate,
  fillOtherParent,
  fillPayment,
  fillRequest,
  goOn,
  type Reader,
  send,
} from './filling.js'
import { arrive, field, follow, press, typeDay, under } from './pages.js'

const t = translator('de')
const hr = 'hr@muster-bau.example'
const firm = '/e/muster-bau'

interface Journey {
  who: string
  /** Where it begins: this page is not counted. */
  from: string | ((page: Page) => Promise<void>)
  /** How many pages may be loaded until it is done. */
  most: number
  walk(reader: Reader): Promise<unknown>
}

/** Beginning on the page of a person, whom somebody has just looked up. */
const personOf = (name: string) => async (page: Page) => {
  await page.goto(`${firm}/employees?q=${name}`)
  await follow(page, new RegExp(name), page.getByRole('rowheader'))
}
const begin = ({ page }: Reader, title: string) =>
  arrive(page, () => page.getByRole('button', { name: new RegExp(`^${title}`) }).click())

/** What people do most, in the words of docs/performance.md. */
const journeys: Record<string, Journey> = {
  'Find a person from any page and open their file': {
    ...{ who: hr, from: `${firm}/messages`, most: 2 },
    async walk({ page }) {
      const box = page.getByRole('banner').getByRole('searchbox')
      await box.fill('Petrović')
      await arrive(page, () => box.press('Enter'))
      await follow(page, /Petrović/)
    },
  },
  'Apply for a family allowance for a child on file': {
    ...{ who: hr, from: personOf('Petrović'), most: 8 },
    async walk(reader) {
      await beginReport(reader)
      await fillRequest(reader, '2026-11-01')
      await goOn(reader)
      await field(reader.page, 'Mia Petrović').check()
      await goOn(reader)
      await fillOtherParent(reader, 'Jelena', 'Petrović')
      await goOn(reader)
      await fillPayment(reader)
      await send(reader)
    },
  },
  'Report an interruption of work': {
    ...{ who: hr, from: personOf('Mehmet'), most: 5 },
    async walk(reader) {
      const { page } = reader
      await begin(reader, t('workInterruption:title'))
      await field(page, t('workInterruption:reasons.unpaid-leave')).check()
      await goOn(reader)
      await typeDay(under(page, t('workInterruption:period.begin')), '2026-11-01')
      await field(under(page, t('workInterruption:period.resumed')), t('common:form.no')).check()
      await goOn(reader)
      await field(page, t('workInterruption:wage.none')).check()
      await goOn(reader)
      await send(reader)
    },
  },
  'Report the end of an employment': {
    ...{ who: hr, from: personOf('Esposito'), most: 4 },
    async walk(reader) {
      await begin(reader, t('termination:title'))
      await field(reader.page, t('termination:reasons.notice-employee')).check()
      await typeDay(under(reader.page, t('termination:exit.lastDay')), '2026-12-31')
      await goOn(reader)
      await goOn(reader)
      await send(reader)
    },
  },
  'Hand in a missing document, from the start page': {
    ...{ who: hr, from: firm, most: 3 },
    async walk(reader) {
      await follow(reader.page, /Rahel Bischof/)
      await chooseCertificate(reader)
      await press(reader.page, t('common:button.upload'))
      await press(reader.page, t('tasks:provide.send'))
    },
  },
  'Read a decision, from the start page': {
    ...{ who: hr, from: firm, most: 1 },
    walk: ({ page }) => follow(page, new RegExp(t('messages:kind.family-allowance-decision'))),
  },
  'Take the most urgent task of the office, approve it and have the next one': {
    ...{ who: 'desk@kasse.example', from: '/office?kind=family-allowance', most: 2 },
    async walk({ page }) {
      await press(page, t('tasks:desk.next'))
      await press(page, t('tasks:decide.andNext'))
    },
  },
  'Put five tasks of the office aside until a day': {
    ...{ who: 'desk@kasse.example', from: '/office', most: 2 },
    async walk({ page }) {
      for (const nth of [0, 1, 2, 3, 4]) await page.locator('input[name=task]').nth(nth).check()
      await press(page, t('desk:followUp.button'))
      await page.locator('input[name=when]').first().check()
      await field(page, t('desk:followUp.reason')).fill('Rückruf der Zivilstandsbehörde')
      await press(page, t('desk:followUp.submit'))
    },
  },
}

describe('How many pages it takes', function () {
  this.timeout(60_000)
  const portal = usePortal({ env: { PORTAL_DEMO: '1' } })
  const table = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8')
  let browser: Browser

  before(async function () {
    browser = await chromium.launch({
      executablePath: need(this, 'CHROMIUM_PATH'),
      args: ['--no-sandbox', '--disable-gpu'],
    })
    const { config, vault } = portal.deps
    await seedDemo({ db: portal.db, vault, signer: null, config }, '2026-11-23')
  })
  after(() => browser?.close())

  for (const [name, { who, from, most, walk }] of Object.entries(journeys))
    it(`to ${name.charAt(0).toLowerCase()}${name.slice(1)}: at most ${most}`, async () => {
      const page = await pageOf(who)
      await (typeof from === 'string' ? page.goto(from) : from(page))
      let loads = 0
      page.on('domcontentloaded', () => loads++)
      await walk({ page, t })
      expect(await page.locator('.govuk-error-summary').count()).to.equal(0)
      expect(loads).to.be.at.most(most)
      expect(table, 'the table of docs/performance.md').to.include(`| ${name} | ${loads} |`)
      await page.context().close()
    })

  it('is written down for each of them, and for nothing else', () => {
    const [, part = ''] = /## Pages a journey\n([\s\S]*?)\n## /.exec(table) ?? []
    expect([...part.matchAll(/^\| ([A-Z][^|]+) \| \d+ \|/gm)].map(([, name]) => name)).to.deep.equal(
      Object.keys(journeys),
    )
  })

  /** Somebody of the demo, without scripts: with them an upload does not even load a page. */
  async function pageOf(who: string): Promise<Page> {
    const visitor = await portal.signIn({ id: userId(who), email: who })
    const context = await browser.newContext({
      baseURL: portal.url,
      javaScriptEnabled: false,
      locale: 'de-CH',
    })
    context.setDefaultTimeout(15_000)
    await context.addCookies([{ name: 'sid', value: String(visitor.cookie('sid')), url: portal.url }])
    return context.newPage()
  }
})
