import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as XLSX from 'xlsx'
import { translator } from '../../locales/i18n.js'
import { need } from '../needs.js'
import { openReceiver } from '../workflows/receiver.js'
import { findings } from './axe.js'
import { shot } from './evidence.js'
import { goOn, type Reader, shownReference } from './filling.js'
import { claim, eventually, findTask } from './office.js'
import { errorsOn, field, follow, press, under, visit, wordsOn } from './pages.js'
import { type Look, openStage, type Stage } from './stage.js'

const t = translator('de')
const words = (key: string) => t(`salaryDeclaration:${key}`)
const elm = readFileSync(new URL('../elm/elm5-5persons.xml', import.meta.url))

describe('Wages in a real browser, by file, by template and typed in', function () {
  this.timeout(180_000)
  let stage: Stage
  let receiver: Awaited<ReturnType<typeof openReceiver>>
  const references: Record<string, string> = {}

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stage = await openStage(need(this, 'CHROMIUM_PATH'))
    receiver = await openReceiver()
  })
  after(async () => {
    await stage?.close()
    await receiver?.close()
  })
  afterEach('no page did what no page may do', () => {
    expect(stage?.complaints() ?? []).to.deep.equal([])
  })

  /** Somebody who looks at each page with axe: where their own browser has no scripts, one beside it does. */
  async function somebody(email: string, look: Look = {}) {
    const page = await stage.person(email, look)
    const beside = look.js === false ? await stage.person(email, { ...look, js: true }) : page
    return {
      ...{ page, t },
      async clean(name: string) {
        if (beside !== page) await visit(beside, page.url())
        expect(await findings(beside), page.url()).to.deep.equal([])
        await shot(page, `wages-${name}`)
      },
      async leave() {
        await page.context().close()
        if (beside !== page) await beside.context().close()
      },
    }
  }
  type Somebody = Awaited<ReturnType<typeof somebody>>

  /** Begins a declaration of a year on the start page, and chooses how the wages come in. */
  async function begin({ page, clean }: Somebody, home: string, year: number, way: string, name: string) {
    await visit(page, home)
    await press(page, new RegExp(words('journey')))
    expect(await goOn({ page, t })).to.equal(422)
    expect(await errorsOn(page)).to.include(words('problems.way'))
    await clean(`${name}-way`)
    await field(page, words('way.year')).selectOption(String(year))
    await field(page, words(`way.${way}`)).check()
    await goOn({ page, t })
    await clean(`${name}-empty`)
  }

  /** Waits until everything is read: with scripts the page says so by itself. */
  async function wagesRead({ page }: Somebody, look: Look = {}) {
    const facts = page.locator('#read')
    if (look.js === false)
      await eventually('the wages are read', async () => {
        if ((await facts.count()) > 0) return true
        const link = page.getByRole('link', { name: words('wages.look') })
        if ((await link.count()) > 0) await follow(page, words('wages.look'))
        return (await facts.count()) > 0
      })
    else await facts.waitFor({ timeout: 30_000 })
  }

  /** Goes through what was found, confirms it, and releases. */
  async function release(who: Somebody, name: string): Promise<string> {
    const { page, clean } = who
    await goOn(who)
    await clean(`${name}-findings`)
    const boxes = page.locator('main').getByRole('checkbox')
    if ((await boxes.count()) > 0) expect(await goOn(who), 'nothing is confirmed yet').to.equal(422)
    for (let n = (await boxes.count()) - 1; n >= 0; n--) await boxes.nth(n).check()
    expect(await goOn(who)).to.equal(200)
    await clean(`${name}-check`)
    await field(page, t('mutations:check.confirm')).check()
    await press(page, t('mutations:check.release'))
    const reference = await shownReference(page)
    await clean(`${name}-sent`)
    return reference
  }

  /** A caseworker looks at it and takes it. */
  async function accept(look: Look, reference: string, name: string) {
    const who = await somebody('desk@kasse.example', look)
    const { page } = who
    await findTask(who, reference)
    await claim(who)
    await who.clean(`${name}-review`)
    await field(under(page, t('tasks:decide.legend')), t('tasks:decide.approve')).check()
    await field(page, t('tasks:decide.reason')).fill('Mit dem Mitglied geklärt.')
    await press(page, t('tasks:decide.only'))
    await who.leave()
  }

  /** The employer reads that it was accepted, and the statement. */
  async function stated(
    { page, clean }: Reader & Pick<Somebody, 'clean'>,
    home: string,
    reference: string,
    name: string,
  ) {
    await eventually('the statement', async () => {
      await visit(page, `${home}/messages`)
      return (await page.locator('.row', { hasText: reference }).count()) > 0
    })
    await clean(`${name}-messages`)
    expect(await wordsOn(page)).to.include(t('messages:kind.salary-declaration-statement'))
  }

  it('a program of the office is let in and told, on a page of the system administrator', async () => {
    for (const look of [{}, { width: 360 }] as Look[]) {
      const name = `system-${look.width ?? 1280}`
      const admin = await somebody('it@kasse.example', look)
      const { page, clean } = admin
      await visit(page, '/office/systems')
      await clean(`${name}-list`)
      await follow(page, t('systems:new.title'))
      await field(page, t('systems:name')).fill('')
      for (const box of await page.locator('main').getByRole('checkbox').all()) await box.uncheck()
      expect(await press(page, t('systems:new.button'))).to.equal(422)
      await clean(`${name}-new`)
      await field(page, t('systems:name')).fill(`Kernsystem ${look.width ?? 'Produktion'}`)
      for (const box of await page.locator('main').getByRole('checkbox').all()) await box.check()
      await press(page, t('systems:new.button'))
      const [id = '', secret = ''] = await page.locator('code.secret').allInnerTexts()
      await clean(`${name}-secret`)
      await follow(page, t('systems:secret.kept'))
      await field(page, t('systems:webhook.url')).fill('http://kern.example/hook')
      expect(await press(page, t('systems:webhook.save'))).to.equal(422)
      await clean(`${name}-problem`)
      await field(page, t('systems:webhook.url')).fill(receiver.url)
      await press(page, t('systems:webhook.save'))
      receiver.state.secret = (await page.locator('code.secret').first().innerText()).trim()
      await follow(page, t('systems:secret.kept'))
      await clean(`${name}-page`)
      Object.assign(system, { id, secret })
      await admin.leave()
    }
  })
  const system = { id: '', secret: '' }

  it('a file of the payroll program: sent, read, checked, confirmed and released at a desk', async () => {
    const hr = await somebody('hr@muster-bau.example')
    const { page, clean } = hr
    await begin(hr, '/e/muster-bau', 2025, 'elm', 'elm')
    const file = page.locator('input[type=file]')
    await file.setInputFiles({
      name: 'Rechnung.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7'),
    })
    await press(page, words('wages.send'))
    await eventually('it is refused', async () => (await wordsOn(page)).includes('können wir nicht annehmen'))
    await clean('elm-refused')
    await file.setInputFiles({ name: 'Löhne 2025.xml', mimeType: 'text/xml', buffer: elm })
    await press(page, words(/Andere/.test(await wordsOn(page)) ? 'wages.replace' : 'wages.send'))
    await wagesRead(hr)
    expect(await wordsOn(page)).to.include('327’950.35')
    await clean('elm-read')
    await follow(page, words('wages.persons'))
    await clean('elm-persons')
    await follow(page, /Amstutz/)
    await clean('elm-person')
    await page.goBack()
    await page.goBack()
    references.elm = await release(hr, 'elm')
    await hr.leave()
  })

  it('the template: downloaded, filled in, sent and released on a phone without JavaScript', async () => {
    const look = { width: 360, js: false }
    const admin = await somebody('admin@muster-bau.example', look)
    const { page, clean } = admin
    await begin(admin, '/e/muster-bau', 2024, 'excel', 'excel')
    const href = await page.getByRole('link', { name: words('wages.template') }).getAttribute('href')
    const book = XLSX.read(await (await page.request.get(String(href))).body(), { type: 'buffer' })
    const sheet = book.Sheets.Lohnmeldung as XLSX.WorkSheet
    for (const [at, v] of Object.entries({ J8: 9000, K8: 9000 })) sheet[at] = { t: 'n', v }
    const buffer = XLSX.write(book, { type: 'buffer', bookType: 'xlsx' })
    await page.locator('input[type=file]').setInputFiles({ name: 'Lohnmeldung.xlsx', mimeType: 'application/octet-stream', buffer }) // biome-ignore format: one line
    await press(page, words('wages.send'))
    await wagesRead(admin, look)
    expect(await wordsOn(page)).to.include('9’000.00')
    await clean('excel-read')
    references.excel = await release(admin, 'excel')
    await admin.leave()
  })

  it('typed in, line by line, on a phone', async () => {
    const look = { width: 360 }
    const hr = await somebody('personal@limmatpflege.example', look)
    const { page, clean } = hr
    await begin(hr, '/e/limmatpflege', 2025, 'online', 'online')
    await press(page, words('wages.staffButton'))
    await wagesRead(hr)
    await follow(page, words('wages.persons'))
    await clean('online-persons')
    await page.locator('main .rows a').first().click()
    await page.waitForURL(/persons\/0/)
    const column = (name: string) => field(page, words(`column.${name}`))
    await field(page, words('person.from')).fill('1.1.2025')
    await field(page, words('person.to')).fill('31.12.2025')
    await field(page, words('person.canton')).fill('ZH')
    await column('ahv').fill('viel')
    await column('alv').fill("61'750.00")
    expect(await press(page, words('person.save'))).to.equal(422)
    await clean('online-problem')
    await column('ahv').fill("61'750.00")
    await press(page, words('person.save'))
    await clean('online-person')
    await visit(page, page.url().replace(/\/wages.*/, '/wages'))
    await wagesRead(hr)
    expect(await wordsOn(page)).to.include('61’750.00')
    await clean('online-read')
    references.online = await release(hr, 'online')
    await hr.leave()
  })

  it('the office takes each, at a desk and on a phone without JavaScript, and the statement comes', async () => {
    await accept({}, String(references.elm), 'elm')
    await accept({ width: 360, js: false }, String(references.excel), 'excel')
    await accept({}, String(references.online), 'online')
    const hr = await somebody('hr@muster-bau.example')
    await stated(hr, '/e/muster-bau', String(references.elm), 'elm')
    await hr.leave()
    const phone = await somebody('personal@limmatpflege.example', { width: 360 })
    await stated(phone, '/e/limmatpflege', String(references.online), 'online')
    await phone.leave()
  })

  it('the program is told of it and fetches figures, file and ELM message, as docs/api.md says', async () => {
    const told = await eventually('it was told', async () =>
      receiver.heard.find(
        // two systems are told at this address: the one whose secret is known here
        ({ body, signed }) =>
          signed && body.type === 'declaration.accepted' && body.data.employer === 'muster-bau',
      ),
    )
    const base = `${stage.stack.url}/api/v1`
    const basic = Buffer.from(`${system.id}:${system.secret}`).toString('base64')
    const form = { method: 'POST', headers: { Authorization: `Basic ${basic}` }, body: new URLSearchParams({ grant_type: 'client_credentials' }) } // biome-ignore format: one line
    const { access_token: token } = (await (await fetch(`${base}/token`, form)).json()) as { access_token: string } // biome-ignore format: one line
    const get = (path: string) => fetch(`${base}${path}`, { headers: { Authorization: `Bearer ${token}` } })
    const id = told.body.data.id
    const found = (await (await get(`/declarations/${id}`)).json()) as {
      reference: string
      settlement: object
    }
    expect([references.elm, references.excel]).to.include(found.reference)
    expect(found.settlement).to.be.an('object')
    const accepted = (await (await get('/events?type=declaration.accepted')).json()) as { events: { id: string }[] } // biome-ignore format: one line
    const originals = await Promise.all(accepted.events.map(async (it) => Buffer.from(await (await get(`/declarations/${it.id}/original`)).arrayBuffer()))) // biome-ignore format: one line
    expect(originals.some((it) => it.equals(elm))).to.equal(true)
    expect(await (await get(`/declarations/${id}/elm.xml`)).text()).to.include('NumberOf-AHV-AVS-Salary-Tags')
  })
})
