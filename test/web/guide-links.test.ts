import { expect } from 'chai'
import { createActivities } from '../../activities/index.js'
import { callForWages, openCalls } from '../../db/declarations/calls.js'
import { answers } from '../domain/family-allowance/facts.js'
import { asked, pupil } from './certificate-given.js'
import { usePortal } from './portal.js'
import { type Answer, onOneLine, password } from './visitor.js'

describe('A guide is at hand', () => {
  const portal = usePortal()

  async function scene() {
    const employer = await portal.given.employer()
    const person = await portal.given.employee(employer.id)
    const admin = await portal.given.user({ employers: [employer.id] })
    await portal.db('mandates').where({ userId: admin.id }).update({ role: 'admin' })
    return { employer, person, hr: await portal.signIn(admin), base: `/e/${employer.id}` }
  }

  it('in the steps of a report, with telephone, e-mail and its reference', async () => {
    const { hr, base, person } = await scene()
    const begun = await hr.post(`${base}/mutations`, { kind: 'family-allowance', employee: person.id })
    const url = String(begun.headers.location)
    const { reference } = await portal.db('mutations').where('id', url.split('/').at(-1)).first('reference')
    const page = await hr.get(`${url}/request`)
    expect(linkIn(page)).to.deep.equal([
      'Anleitung: Familienzulagen melden',
      `/guides/family-allowance?for=${reference}`,
    ])
    expectReach(page, reference)
    expect((await hr.get(linkIn(page)[1])).words).to.contain(`Referenz: ${reference}`)
  })

  it('where documents are handed in', async () => {
    const { hr, base, person } = await scene()
    const mutation = await portal.given.submitted(person, answers())
    const task = await portal.given.task(mutation)
    const page = await hr.get(`${base}/tasks/${task.id}`)
    expect(linkIn(page)).to.deep.equal([
      'Anleitung: Unterlagen hochladen',
      `/guides/documents?for=${mutation.reference}`,
    ])
    expectReach(page, mutation.reference)
    const status = await hr.get(`${base}/mutations/${mutation.id}`)
    expect(status.$('.reach a').last().attr('href')).to.equal(
      `mailto:info@kasse.example?subject=${mutation.reference}`,
    )
  })

  it('where a training certificate is asked for, alone or several together', async () => {
    const { hr, employer, base } = await scene()
    const { child } = await pupil(portal, employer.id)
    const { mutation, path } = await asked(portal, child.id)
    for (const at of [path, `${base}/certificates/${mutation.id}`]) {
      const page = await hr.get(at)
      expect(linkIn(page)[1], at).to.equal(`/guides/training-certificate?for=${mutation.reference}`)
      expectReach(page, mutation.reference)
    }
    const other = await pupil(portal, employer.id, { firstName: 'Mia' })
    await asked(portal, other.child.id)
    const together = await hr.get(`${base}/certificates`)
    expect(linkIn(together)[1]).to.equal('/guides/training-certificate')
    expect(together.$('.reach a').last().attr('href')).to.equal('mailto:info@kasse.example')
  })

  it('where the wages of a year are asked for', async () => {
    portal.clock.set('2026-01-20T09:00:00.000Z')
    const { hr, employer, base } = await scene()
    await callForWages(portal.db, 2025, null, 500, { actor: 'system', at: portal.clock.now() })
    const call = (await openCalls(portal.db, employer.id))[0]
    if (!call) throw new Error('nothing was asked for')
    const activities = createActivities({ ...portal.deps, mailer: { send: async () => true } as never })
    await activities.openTask(call.id, 'declare', 1, portal.clock.now())
    const { reference } = await portal.db('mutations').where('id', call.id).first('reference')
    const page = await hr.get(`${base}/tasks/${call.id}/declare/1`)
    expect(linkIn(page)).to.deep.equal([
      'Anleitung: Löhne melden',
      `/guides/salary-declaration?for=${reference}`,
    ])
    expectReach(page, reference)
  })

  it('beside the messages and beside each of them', async () => {
    const { hr, base, person } = await scene()
    const mutation = await portal.given.submitted(person)
    const message = await portal.given.message(mutation)
    const title = 'Anleitung: Mitteilungen lesen und ablegen'
    expect(linkIn(await hr.get(`${base}/messages`))).to.deep.equal([title, '/guides/messages'])
    const page = await hr.get(`${base}/messages/${message.id}`)
    expect(linkIn(page)).to.deep.equal([title, `/guides/messages?for=${mutation.reference}`])
    expect(page.$('.reach a').last().attr('href')).to.equal(
      `mailto:info@kasse.example?subject=${mutation.reference}`,
    )
  })

  it('where somebody signs in, at both steps', async () => {
    const { email } = await portal.given.user()
    const visitor = portal.visitor()
    const title = 'Anleitung: Anmelden mit zwei Schritten'
    expect(linkIn(await visitor.get('/sign-in'))).to.deep.equal([title, '/guides/sign-in'])
    await visitor.post('/sign-in', { email, password })
    expect(linkIn(await visitor.get('/sign-in/code'))).to.deep.equal([title, '/guides/sign-in'])
  })

  it('on the start page and where users are managed, for an employer and for the office', async () => {
    const { hr, employer, base } = await scene()
    expect(linkIn(await hr.get(base))).to.deep.equal([
      'Anleitung: Die ersten Schritte',
      '/guides/first-steps',
    ])
    const title = 'Anleitung: Benutzer einladen und verwalten'
    expect(linkIn(await hr.get(`${base}/users`))).to.deep.equal([title, '/guides/users'])
    const office = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
    const page = await office.get(`/office/employers/${employer.id}/users`)
    expect(linkIn(page)).to.deep.equal([title, '/guides/users'])
  })

  it('in the language of the reader', async () => {
    for (const [lang, text] of [
      ['fr', 'Guide : Se connecter en deux étapes'],
      ['it', 'Guida: Accedere in due passi'],
      ['en', 'Guide: Signing in in two steps'],
    ])
      expect(linkIn(await portal.visitor().get(`/sign-in?lang=${lang}`))[0]).to.equal(text)
  })

  it('for whoever acts for several employers', async () => {
    const [one, two] = [await portal.given.employer(), await portal.given.employer()]
    const agent = await portal.signIn(await portal.given.user({ employers: [one.id, two.id] }))
    for (const path of ['/inbox', '/mandates', `/e/${one.id}/mandate`])
      expect(linkIn(await agent.get(path)), path).to.deep.equal([
        'Anleitung: Für mehrere Mitglieder handeln',
        '/guides/mandates',
      ])
  })
})

/** The one guide that a page links to: text and address. */
function linkIn({ $ }: Answer): [string, string] {
  const links = $('.guide-line a')
  expect(links).to.have.length(1)
  return [links.text(), links.attr('href') ?? '']
}

/** That the office can be called or written to from the side of a page, about this report. */
function expectReach({ $ }: Answer, reference: string): void {
  const side = $('aside').has('.reach')
  expect(side.find('.reach a').first().attr('href')).to.equal('tel:0710000000')
  expect(side.find('.reach a').last().attr('href')).to.equal(`mailto:info@kasse.example?subject=${reference}`)
  expect(onOneLine(side.text())).to.contain(`Referenz: ${reference}`)
}
