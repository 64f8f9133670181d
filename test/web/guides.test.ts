import { readdirSync } from 'node:fs'
import { expect } from 'chai'
import { languages } from '../../domain/kinds.js'
import { guideSlugs, guides } from '../../web/guides/library.js'
import { usePortal } from './portal.js'

describe('The guides', () => {
  const portal = usePortal()

  it('are the same in each language, chapter by chapter', () => {
    const shape = (language: (typeof languages)[number]) =>
      guides(language).map(({ slug, chapters }) => [
        slug,
        chapters.map(({ blocks }) => blocks.map((it) => (it.kind === 'list' ? it.items.length : it.kind))),
      ])
    for (const language of languages) {
      expect(shape(language), language).to.deep.equal(shape('de'))
      const files = readdirSync(new URL(`../../guides/${language}/`, import.meta.url)).sort()
      expect(files).to.deep.equal(guideSlugs.map((slug) => `${slug}.md`).sort())
    }
  })

  it('can be read and searched by everybody, signed in or not', async () => {
    const stranger = portal.visitor()
    const list = await stranger.get('/guides')
    expect(list.$('#guides .row')).to.have.length(guideSlugs.length - 2)
    const found = await stranger.part('/guides?q=lehrvertrag')
    expect(found.$('.row__title').first().text()).to.equal('Familienzulagen melden')
    expect((await stranger.get('/guides?q=Zauberei')).words).to.contain('Keine Anleitung gefunden')
    const page = await stranger.get('/guides/training-certificate')
    expect(page.$('h1').text()).to.equal('Ausbildungsnachweise einreichen')
    expect(page.words).to.contain('071 000 00 00')
    expect(page.$('main a[href^="mailto:"]').last().attr('href')).to.match(
      /\?subject=R%C3%BCckmeldung%20zum%20Portal$/,
    )
    expect((await stranger.get('/guides/nothing')).status).to.equal(404)
  })

  it('are at hand in the steps of a report', async () => {
    const employer = await portal.given.employer()
    const person = await portal.given.employee(employer.id)
    const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
    const begun = await hr.post(`/e/${employer.id}/mutations`, {
      kind: 'family-allowance',
      employee: person.id,
    })
    const page = await hr.get(`${begun.headers.location}/request`)
    expect(page.$('a[href="/guides/family-allowance"]').text()).to.equal('Anleitung: Familienzulagen melden')
  })

  it('about the work of the office are for the office alone, and at hand on its desk', async () => {
    const employer = await portal.given.employer()
    const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
    expect((await hr.get('/guides?q=Arbeitskorb')).words).to.contain('Keine Anleitung gefunden')
    const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
    const link = (await desk.get('/office')).$('a[href="/guides/desk"]')
    expect(link.text()).to.equal('Anleitung: Im Arbeitskorb arbeiten')
    expect((await desk.get('/office/mailings')).$('a[href="/guides/mailings"]').text()).to.equal(
      'Anleitung: Mitgliedern schreiben',
    )
    const found = await desk.get('/guides?q=Wiedervorlage')
    expect(found.$('#guides .row__title').first().text()).to.equal('Im Arbeitskorb arbeiten')
  })

  it('have pictures of the pages that say what is to be seen, in the language of the reader', async () => {
    for (const [lang, alt] of [
      ['de', 'Der Arbeitskorb'],
      ['fr', 'La corbeille de travail'],
    ]) {
      const reader = portal.visitor()
      const page = await reader.get(`/guides/desk?lang=${lang}`)
      const picture = page.$('.guide-picture img').first()
      expect(picture.attr('alt')).to.include(alt)
      expect(Number(picture.attr('width'))).above(600)
      const file = await reader.download(picture.attr('src') ?? '')
      expect([file.status, file.headers['content-type']]).to.deep.equal([200, 'image/webp'])
    }
  })

  it('are at hand for whoever acts for several employers', async () => {
    const [one, two] = [await portal.given.employer(), await portal.given.employer()]
    const agent = await portal.signIn(await portal.given.user({ employers: [one.id, two.id] }))
    for (const path of ['/inbox', '/mandates', `/e/${one.id}/mandate`])
      expect((await agent.get(path)).$('a[href="/guides/mandates"]').text(), path).to.equal(
        'Anleitung: Für mehrere Mitglieder handeln',
      )
  })
})
