import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { invite } from '../../db/access/invitations.js'
import { findings } from '../journeys/axe.js'
import { mailTo } from './mails.js'
import { usePortal } from './portal.js'
import { enter, useBrowser } from './real-browser.js'
import { appCode, codeAt, password } from './visitor.js'

describe('Signing in with a real browser', function () {
  this.timeout(90_000)
  const portal = usePortal({ env: { PORTAL_DEMO: '1' } })
  const browser = useBrowser()
  before(() => {
    portal.url = portal.url.replace('127.0.0.1', 'localhost')
    portal.deps.config.baseUrl = portal.url
  })

  async function open(width = 1280): Promise<Page> {
    const context = await browser().newContext({
      baseURL: portal.url,
      viewport: { width, height: 900 },
      locale: 'de-CH',
    })
    context.setDefaultTimeout(15_000)
    return context.newPage()
  }

  it('makes a passkey, and signs in with it alone', async () => {
    const user = await portal.given.user({ role: 'caseworker' })
    const page = await open()
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await enter(page, portal, user.email)
    await page.goto('/account/passkeys')
    await page.getByLabel('Name').fill('Laptop Büro')
    await page.getByRole('button', { name: 'Passkey erstellen' }).click()
    await page.getByText('Der Passkey ist erstellt').waitFor()
    expect(await page.locator('.rows').innerText()).to.contain('Laptop Büro')
    await mailTo(portal, user.email, 'passkeys-changed')
    await page.context().clearCookies()
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click()
    await page.waitForURL('**/office')
    await page.goto('/account/passkeys')
    await page.getByRole('button', { name: /Entfernen/ }).click()
    await page.getByText('Der Passkey ist entfernt').waitFor()
    await page.context().clearCookies()
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click()
    await page.getByText('Dieser Passkey gilt hier nicht').first().waitFor()
    await page.context().close()
  })

  it('warns five minutes before the end, stays on demand, and else saves the draft and leads back to it', async () => {
    const employer = await portal.given.employer()
    const user = await portal.given.user({ employers: [employer.id] })
    const person = await portal.given.employee(employer.id)
    const draft = await portal.given.draft(person, {}, user.id)
    const page = await open()
    await page.clock.install()
    await enter(page, portal, user.email)
    const step = `/e/${employer.id}/mutations/${draft.id}/request`
    await page.goto(step)
    const warning = page.getByRole('dialog')
    const wait = async (minutes: number) => {
      portal.clock.forward(minutes)
      await page.clock.fastForward(minutes * 60_000)
      await page.clock.runFor(2000)
    }
    await wait(20)
    expect(await warning.isVisible()).to.equal(false)
    await wait(5.5)
    await warning.waitFor()
    expect(await warning.innerText()).to.contain('in 5 Minuten ab')
    expect(await findings(page)).to.deep.equal([])
    expect(await page.evaluate<boolean>(`document.activeElement.closest('dialog') !== null`)).to.equal(true)
    await page.getByRole('button', { name: 'Angemeldet bleiben' }).click()
    await warning.waitFor({ state: 'hidden' })
    await wait(20)
    expect(await warning.isVisible()).to.equal(false)
    await page.getByLabel(/^Bemerkung/).fill('bis hierher')
    await wait(5.5)
    await warning.waitFor()
    await wait(4.4)
    await page.waitForURL('**/sign-in?ended=1')
    const { draft: kept } = await portal.db('mutations').where({ id: draft.id }).first('draft')
    expect(String(kept)).to.contain('bis hierher')
    await page.clock.resume()
    portal.clock.forward(1)
    await page.getByLabel('E-Mail-Adresse', { exact: true }).fill(user.email)
    await page.getByLabel('Passwort', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Weiter' }).click()
    await page.getByLabel('6-stelliger Code').fill(codeAt(portal.clock.now()))
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
    await page.waitForURL(`**${step}`)
    expect(await page.getByLabel(/^Bemerkung/).inputValue()).to.equal('bis hierher')
    await page.context().close()
  })

  it('reads the audit, narrows it and takes it along as a table: an administrator their part, the supervisor all', async () => {
    const [employer, other] = [await portal.given.employer(), await portal.given.employer()]
    const admin = await portal.given.user({ employers: [employer.id], name: 'Marco Rüegg' })
    await portal.db('mandates').where({ userId: admin.id }).update({ role: 'admin' })
    const own = await portal.given.submitted(await portal.given.employee(employer.id), {}, admin.id)
    const foreign = await portal.given.submitted(await portal.given.employee(other.id))
    const supervisor = await portal.given.user({ role: 'supervisor' })
    const readers = [
      { email: admin.email, path: `/e/${employer.id}/audit`, width: 360, seesAll: false },
      { email: supervisor.email, path: '/office/audit', width: 1280, seesAll: true },
    ]
    for (const { email, path, width, seesAll } of readers) {
      const page = await open(width)
      await enter(page, portal, email)
      await page.goto(path)
      expect(await findings(page)).to.deep.equal([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).to.be.at.most(0)
      await page.getByLabel('Worum es geht').selectOption({ label: 'Meldungen' })
      await page.getByRole('button', { name: 'Filtern' }).click()
      await page.waitForURL('**about=mutation**')
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'CSV' }).click(),
      ])
      expect(file.suggestedFilename()).to.equal('audit.csv')
      const table = await readFile(await file.path(), 'utf8')
      expect(table.split('\r\n')[0]).to.match(/^\uFEFF"Nummer";"Wann";"Wer";"Was";"Referenz"/)
      expect(table)
        .to.contain('"Meldung gesendet"')
        .and.to.contain(own.reference)
        .and.not.to.contain('Angemeldet')
      expect(table.includes(foreign.reference)).to.equal(seesAll)
      await page.context().close()
    }
  })

  for (const width of [1280, 360])
    it(`shows every page of activation and of one’s own access without barriers at ${width} pixels`, async () => {
      const employer = await portal.given.employer()
      const email = `barriers${width}@muster.example`
      const person = { email, name: 'Nina Neumann', language: 'de' as const, role: 'employer' as const }
      const mandate = { role: 'member' as const }
      const by = { actor: 'admin', at: portal.clock.now() }
      await invite(portal.db, portal.deps.vault, { ...person, employerId: employer.id, mandate }, by)
      const { token, code } = await mailTo(portal, email, 'activation')
      const page = await open(width)
      const look = async (path?: string) => {
        if (path) await page.goto(path)
        expect(await findings(page), page.url()).to.deep.equal([])
        const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
        expect(beyond, `${page.url()} scrolls sideways`).to.be.at.most(0)
      }
      const next = () => page.getByRole('button', { name: 'Weiter' }).click()
      for (const path of ['/sign-in', '/forgotten', '/reset/none', '/activate/none']) await look(path)
      await look(`/activate/${token}`)
      await next()
      await look()
      await page.getByLabel('Code aus der E-Mail').fill(code)
      await next()
      await look()
      await page.getByLabel('Neues Passwort', { exact: true }).fill('vier Velos im Regen')
      await page.getByLabel('Neues Passwort noch einmal').fill('vier Velos im Regen')
      await next()
      await look('/activate/phone')
      await look('/activate/app')
      const key = (await page.locator('#key').textContent())?.replace(/\s/g, '') ?? ''
      await page.getByLabel('6-stelliger Code').fill(appCode(key, portal.clock.now()))
      await next()
      await page.locator('.codes').waitFor()
      await look()
      const own = [
        '',
        '/password',
        '/app',
        '/phone',
        '/email',
        '/recovery-codes',
        '/passkeys',
        '/sessions',
        '/confirm',
        '/phone/remove',
      ]
      for (const path of own) await look(`/account${path}`)
      await page.context().close()
    })
})
