import { expect } from 'chai'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { table } from '../../web/access/table.js'
import { routeOf } from '../../web/errors.js'
import { journeys } from '../../web/mutations/journeys.js'
import { answers } from '../domain/family-allowance/facts.js'
import { need } from '../needs.js'
import { sampleOf } from './access-samples.js'
import { awkward, hostile } from './naughty-strings.js'
import { onEachDatabase, type Portal, usePortal } from './portal.js'
import type { Visitor } from './visitor.js'

type Name = 'nobody' | 'administrator' | 'caseworker' | 'supervisor' | 'system-administrator'

/** A form on a page: which of its fields take text, and which choose. */
interface Form {
  who: Name
  page: string
  action: string
  texts: string[]
  choices: string[]
}

/** Forms without a text that end what the test needs. */
const ends = /\/(sign-out|session\/end)$/

/** People, things with hostile names, and the addresses of all pages there are for them. */
async function furnish(portal: Portal) {
  const { given, db } = portal
  let turn = 0
  const text = (most: number) => (hostile[turn++ % hostile.length] ?? '').slice(0, most)
  const employer = await given.employer({ name: text(90), street: text(60), city: text(40) })
  const person = await given.employee(employer.id, {
    firstName: text(50),
    lastName: text(50),
    street: text(60),
    city: text(40),
    employment: { function: text(60), workplace: text(60) },
  })
  await given.child(person, { firstName: text(50), lastName: text(50) })
  const admin = await given.user({ employers: [employer.id], name: text(80) })
  await db('mandates').where({ userId: admin.id }).update({ role: 'admin' })
  const told = answers({})
  const sent = await given.submitted(person, { ...told, remarks: text(200), children: [] }, admin.id)
  await given.message(sent)
  await db('documents')
    .where({ mutationId: sent.id })
    .update({ name: `${text(60)}.pdf` })
  const staff = (role: Name) => given.user({ role, name: text(80) })
  const [caseworker, supervisor, system] = [
    await staff('caseworker'),
    await staff('supervisor'),
    await staff('system-administrator'),
  ]
  const people: Record<Name, Visitor> = {
    nobody: portal.visitor(),
    administrator: await portal.signIn(admin),
    caseworker: await portal.signIn(caseworker),
    supervisor: await portal.signIn(supervisor),
    'system-administrator': await portal.signIn(system),
  }
  const pages: { who: Name; path: string }[] = []
  for (const { who, routes } of table) {
    const name = (Object.keys(people) as Name[]).find((it) => isOf(it, who)) ?? 'nobody'
    for (const route of routes.filter(
      (it) =>
        it.startsWith('GET ') &&
        !/\.(pdf|csv|xlsx|svg|json)|assets|healthz|readyz|favicon|session$|documents\/|qr|verify\/key|\/api\//.test(
          it,
        ),
    ))
      pages.push({ who: name, path: (await sampleOf(route, given, { employer: employer.id, person })).path })
  }
  const hr = people.administrator
  for (const [kind, { steps }] of Object.entries(journeys)) {
    const begun = await hr.post(`/e/${employer.id}/mutations`, { kind, employee: person.id })
    const other = begun.status === 303 ? begun : await hr.post(`/e/${employer.id}/mutations`, { kind })
    const draft = /^\/e\/[^/]+\/mutations\/[\w-]+/.exec(String(other.headers.location))?.[0]
    if (draft) for (const { slug } of steps) pages.push({ who: 'administrator', path: `${draft}/${slug}` })
  }
  return { people, pages }
}

const isOf = (name: Name, who: readonly string[]) =>
  name === 'nobody'
    ? who.includes('anybody')
    : name === 'administrator'
      ? who.some((it) => ['user', 'member', 'personnel', 'salaries', 'finance', 'administrator'].includes(it))
      : who.includes(name)

async function formsOn(people: Record<Name, Visitor>, pages: { who: Name; path: string }[]): Promise<Form[]> {
  const forms = new Map<string, Form>()
  for (const { who, path } of pages) {
    const { $, status } = await people[who].get(path)
    if (status >= 500) throw new Error(`${path} failed with ${status}`)
    $('form').each((_, form) => {
      const names = (selector: string) =>
        [
          ...new Set(
            $(form)
              .find(selector)
              .map((_, it) => $(it).attr('name'))
              .get(),
          ),
        ].filter((it) => it !== '_csrf')
      const texts = names(
        'input:not([type=radio], [type=checkbox], [type=file], [type=hidden], [type=submit]), textarea',
      )
      const choices = names('select, input[type=radio], input[type=checkbox], input[type=hidden]')
      const action = $(form).attr('action') ?? path
      const isGet = ($(form).attr('method') ?? 'get') === 'get'
      if (ends.test(action) || (isGet && texts.length === 0) || texts.length + choices.length === 0) return
      const key = `${isGet} ${routeOf(action)} ${texts} ${choices}`
      if (!forms.has(key)) forms.set(key, { who, page: path, action, texts, choices })
    })
  }
  return [...forms.values()]
}

describe('Texts that nobody should type', () => {
  onEachDatabase((portal) => {
    it('fail nowhere, in no field of no form', async function () {
      this.timeout(240_000)
      const { people, pages } = await furnish(portal)
      const forms = await formsOn(people, pages)
      expect(forms.length).to.be.greaterThan(40)
      const all = [...hostile, ...awkward]
      const failed: string[] = []
      for (const [first, { who, page, action, texts, choices }] of forms.entries()) {
        const rounds = texts.length > 0 ? Math.max(6, Math.ceil(all.length / texts.length / 2)) : 3
        for (let round = 0; round < Math.min(rounds, 6); round++) {
          portal.clock.forward(0.25)
          const text = (n: number) =>
            all[(first * 5 + round * (texts.length + choices.length) + n) % all.length]
          const typed = Object.fromEntries(texts.map((name, n) => [name, text(n)]))
          // Every third time what can only be chosen is forged as well.
          const forged =
            round % 3 === 2 || texts.length === 0
              ? Object.fromEntries(choices.map((name, n) => [name, text(texts.length + n)]))
              : {}
          const { status } = await people[who].post(action, { ...typed, ...forged })
          if (status >= 500)
            failed.push(
              `${status} ${routeOf(action)} ${JSON.stringify({ ...typed, ...forged }).slice(0, 300)}`,
            )
        }
        const { status } = await people[who].get(page)
        if (status >= 500)
          failed.push(`${status} GET ${routeOf(page)} after what was typed into ${routeOf(action)}`)
      }
      expect(failed).to.deep.equal([])
    })
  })
})

describe('Texts that would run in a browser', function () {
  this.timeout(240_000)
  const portal = usePortal()
  let browser: Browser
  before(async function () {
    const executablePath = need(this, 'CHROMIUM_PATH')
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  })
  after(() => browser?.close())

  async function watched(who: Name, visitor: Visitor, complaints: string[]): Promise<Page> {
    const context: BrowserContext = await browser.newContext({ baseURL: portal.url })
    const sid = visitor.cookie('sid')
    if (sid) await context.addCookies([{ name: 'sid', value: sid, url: portal.url }])
    const page = await context.newPage()
    const complain = (what: string) =>
      complaints.push(`${who} at ${routeOf(new URL(page.url(), portal.url).pathname)}: ${what}`)
    page.on('dialog', (dialog) => {
      complain(`dialog ${dialog.message()}`)
      dialog.dismiss().catch(() => {})
    })
    page.on('pageerror', (error) => complain(error.message))
    page.on(
      'request',
      (request) => request.url().endsWith('/csp-report') && complain(`report ${request.postData()}`),
    )
    page.on(
      'console',
      (message) => /Content Security|Trusted/i.test(message.text()) && complain(message.text()),
    )
    page.on('response', (answer) => answer.status() >= 500 && complain(`answered ${answer.status()}`))
    return page
  }

  it('are only read: nothing opens, nothing breaches the policy, wherever they are typed or stored', async () => {
    const { people, pages } = await furnish(portal)
    const forms = await formsOn(people, pages)
    const complaints: string[] = []
    const open = new Map<Name, Page>()
    for (const who of Object.keys(people) as Name[])
      open.set(who, await watched(who, people[who], complaints))
    for (const { who, path } of pages) await open.get(who)?.goto(path, { waitUntil: 'domcontentloaded' })
    let shown = 0
    for (const { who, page: path, action, texts } of forms.filter((it) => it.texts.length > 0)) {
      portal.clock.forward(0.25)
      const page = open.get(who) as Page
      await page.goto(path, { waitUntil: 'domcontentloaded' })
      const values = texts.map((name, n) => [name, hostile[(shown + n) % hostile.length]])
      // What was sent before may have led on: a form that is gone was sent already, as plain requests, by the test above.
      const isThere = await page.evaluate<boolean>(
        `[...document.forms].some((form) => (form.getAttribute('action') ?? location.pathname) === ${JSON.stringify(action)})`,
      )
      if (!isThere) continue
      const sending = page.waitForNavigation({ waitUntil: 'load' })
      await page.evaluate(
        `(([action, values]) => {
          const form = [...document.forms].find((it) => (it.getAttribute('action') ?? location.pathname) === action)
          for (const [name, value] of values) for (const field of form.querySelectorAll('[name="' + name + '"]')) field.value = value
          HTMLFormElement.prototype.submit.call(form)
        })(${JSON.stringify([action, values])})`,
      )
      await sending
      if ((await page.content()).includes('alert(')) shown++
    }
    expect(shown, 'forms that show again what was typed').to.be.greaterThan(20)
    expect(complaints).to.deep.equal([])
  })
})
