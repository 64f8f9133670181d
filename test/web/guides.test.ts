import { readdirSync } from 'node:fs'
import { expect } from 'chai'
import { languages } from '../../domain/kinds.js'
import { guideSlugs, guides } from '../../web/guides/library.js'
import { usePortal } from './portal.js'
import { type Answer, onOneLine } from './visitor.js'

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

  it('give phone and e-mail of the office, with the reference of the report the reader comes from', async () => {
    const reader = portal.visitor()
    const page = await reader.get('/guides/documents?for=FZ-7K2M-Q4XT')
    const box = page.$('section[aria-labelledby="contact"]')
    expect(onOneLine(box.text())).to.contain('Referenz: FZ-7K2M-Q4XT Nennen Sie diese Referenz am Telefon')
    const [phone, mail] = hrefsIn(page)
    expect(phone).to.equal('tel:0710000000')
    expect(mail).to.equal('mailto:info@kasse.example?subject=FZ-7K2M-Q4XT')
    const french = page.$('a[hreflang="fr"], a[lang="fr"]').first().attr('href') ?? ''
    expect(french).to.contain('for=FZ-7K2M-Q4XT')
    expect((await reader.get(french)).words).to.contain('Référence : FZ-7K2M-Q4XT')
  })

  it('repeat nothing from their address but a reference', async () => {
    for (const other of [
      '',
      'Luca Keller',
      '756.9217.0769.85',
      'FZ-7K2M-Q4XT?cc=a@b.ch',
      'XX-7K2M-Q4XT',
      'fz-7k2m',
    ]) {
      const page = await portal.visitor().get(`/guides/documents?for=${encodeURIComponent(other)}`)
      expect(page.words, other).to.contain('die Referenz der Meldung, wenn Sie eine haben')
      expect(hrefsIn(page)[1], other).to.equal('mailto:info@kasse.example')
      if (other) expect(page.$('main').text()).not.to.contain(other)
    }
    const twice = await portal.visitor().get('/guides/documents?for=FZ-7K2M-Q4XT&for=FZ-7K2M-Q4XT')
    expect(hrefsIn(twice)[1]).to.equal('mailto:info@kasse.example')
  })
})

/** Telephone and e-mail in the box of a guide, as they are dialled and written to. */
const hrefsIn = ({ $ }: Answer) =>
  $('.reach a')
    .map((_, it) => $(it).attr('href'))
    .get()
