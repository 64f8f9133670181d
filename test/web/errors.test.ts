import { expect } from 'chai'
import { usePortal } from './portal.js'
import { codeAt, password, type Visitor } from './visitor.js'

describe('When something is not as it should be', () => {
  const portal = usePortal()

  async function atHome() {
    const employer = await portal.given.employer()
    const user = await portal.given.user({ employers: [employer.id] })
    const person = await portal.given.employee(employer.id)
    const draft = await portal.given.draft(person, {}, user.id)
    const form = `/e/${employer.id}/mutations/${draft.id}/request`
    return { employer, user, person, draft, form, hr: await portal.signIn(user) }
  }

  async function signInAgain(someone: Visitor, email: string) {
    portal.clock.forward(1)
    await someone.get('/sign-in?ended=1')
    await someone.post('/sign-in', { email, password })
    await someone.get('/sign-in/code')
    return someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
  }

  it('a page that is not there has its own page in each language, with a number to name on the phone', async () => {
    const titles: Record<string, string> = {
      de: 'Diese Seite gibt es nicht',
      fr: 'Cette page n’existe pas',
      it: 'Questa pagina non esiste',
      en: 'There is no such page',
    }
    for (const [lang, title] of Object.entries(titles)) {
      const page = await portal.visitor().get(`/nowhere?lang=${lang}`)
      expect(page.status).to.equal(404)
      expect(page.$('h1').text()).to.equal(title)
      expect(page.$('html').attr('lang')).to.equal(`${lang}-CH`)
      expect(page.words).to.contain(page.headers['x-request-id']).and.to.contain('071 000 00 00')
    }
  })

  it('a mistake of ours is a page too, and tells nothing of what went wrong inside', async () => {
    const { employer, hr, person } = await atHome()
    const sealed = await portal.given.document(person)
    await portal
      .db('documents')
      .where({ id: sealed.id })
      .update({ sha256: '0'.repeat(64) })
    const page = await hr.get(`/e/${employer.id}/documents/${sealed.id}`)
    expect(page.status).to.equal(500)
    expect(page.$('h1').text()).to.equal('Bei uns ist ein Fehler passiert')
    expect(page.text).not.to.contain('SHA-256').and.not.to.contain('node_modules')
  })

  it('a form with a stale token is a 403 that leads back to it, where everything typed still is', async () => {
    const { hr, form } = await atHome()
    await hr.get(form)
    hr.token = 'stale'
    const refused = await hr.post(form, { purpose: 'new', 'from-year': '12345' })
    expect(refused.status).to.equal(403)
    expect(refused.words).to.contain('Ihre Eingaben sind noch da')
    expect(refused.$('.notice a').attr('href')).to.equal(form)
    const again = await hr.get(form)
    expect(again.$('[name=from-year]').val()).to.equal('12345')
  })

  it('a form that another site sends is refused', async () => {
    const { hr, form } = await atHome()
    const refused = await hr.post(form, {}, { 'Sec-Fetch-Site': 'cross-site' })
    expect(refused.status).to.equal(403)
  })

  it('a session that ended in mid-form leads through signing in back to the form, with what was typed', async () => {
    const { hr, form, user } = await atHome()
    await hr.get(form)
    portal.clock.forward(31)
    const ended = await hr.post(form, { purpose: 'new', 'from-year': '54321' })
    expect([ended.status, ended.headers.location]).to.deep.equal([303, '/sign-in?ended=1'])
    expect((await hr.get('/sign-in?ended=1')).words).to.contain('Ihre Eingaben sind noch da')
    const back = await signInAgain(hr, user.email)
    expect(back.headers.location).to.equal(form)
    expect((await hr.get(form)).$('[name=from-year]').val()).to.equal('54321')
  })

  it('what somebody typed is not shown to the next one who signs in', async () => {
    const { hr, form, employer } = await atHome()
    const colleague = await portal.given.user({ employers: [employer.id] })
    await hr.get(form)
    portal.clock.forward(31)
    await hr.post(form, { purpose: 'new', 'from-year': '54321' })
    await signInAgain(hr, colleague.email)
    expect((await hr.get(form)).$('[name=from-year]').val()).not.to.equal('54321')
  })

  it('a session lasts eight hours at most, however busy', async () => {
    const { hr, employer } = await atHome()
    const home = `/e/${employer.id}`
    for (let minutes = 0; minutes < 8 * 60; minutes += 20) {
      expect((await hr.get(home)).status).to.equal(200)
      portal.clock.forward(20)
    }
    portal.clock.forward(1)
    expect((await hr.get(home)).headers.location).to.equal('/sign-in?ended=1')
  })

  it('a user who was disabled is out within a second', async () => {
    const { hr, employer, user } = await atHome()
    expect((await hr.get(`/e/${employer.id}`)).status).to.equal(200)
    await portal.db('users').where({ id: user.id }).update({ status: 'disabled' })
    await new Promise((done) => setTimeout(done, 1000))
    expect((await hr.get(`/e/${employer.id}`)).headers.location).to.equal('/sign-in')
  })

  it('what belongs to another employer does not exist, whatever its address', async () => {
    const { hr, employer } = await atHome()
    const stranger = await portal.given.employer()
    const person = await portal.given.employee(stranger.id)
    const mutation = await portal.given.submitted(person)
    const document = await portal.given.document(person)
    const message = await portal.given.message(mutation)
    const paths = [
      `/e/${stranger.id}`,
      `/e/${stranger.id}/employees`,
      ...[employer.id, stranger.id].flatMap((id) => [
        `/e/${id}/employees/${person.id}`,
        `/e/${id}/messages/${message.id}`,
        `/e/${id}/documents/${document.id}`,
        `/e/${id}/documents/${message.documentId}`,
        `/e/${id}/mutations/${mutation.id}`,
      ]),
      '/office',
      `/office/documents/${document.id}`,
    ]
    for (const path of paths) expect((await hr.get(path)).status, path).to.equal(404)
    expect((await portal.db('messages').where({ id: message.id }).first()).readAt).to.equal(null)
  })

  it('the office has no pages of an employer', async () => {
    const { employer } = await atHome()
    const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
    expect((await desk.get(`/e/${employer.id}`)).status).to.equal(404)
    expect((await desk.get('/office')).status).to.equal(200)
  })

  it('the language switch keeps the page and its address, and stays chosen', async () => {
    const { hr, employer } = await atHome()
    const page = await hr.get(`/e/${employer.id}/employees?q=steiner&show=all`)
    const french = page.$('.govuk-language-navigation__link[lang=fr]').first().attr('href')
    expect(french).to.equal(`/e/${employer.id}/employees?q=steiner&show=all&lang=fr`)
    const there = await hr.get(String(french))
    expect(there.$('h1').text()).to.equal('Personnel')
    expect(there.$('tbody tr')).to.have.length(1)
    expect((await hr.get(`/e/${employer.id}`)).$('html').attr('lang')).to.equal('fr-CH')
  })
})
