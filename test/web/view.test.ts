import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { load } from 'cheerio'
import { languages, translator } from '../../locales/i18n.js'
import { withPage } from '../../web/respond.js'
import { asset, assetsFolder } from '../../web/view/assets.js'
import { createViews } from '../../web/view/eta.js'
import { fieldNames } from '../../web/view/field-names.js'
import { officeAsset, officeFile } from '../../web/view/office-assets.js'
import type { Page } from '../../web/view/page.js'
import { office, pageOf } from './page-sample.js'
import { partSamples, piecesOfLayout } from './part-samples.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const views = createViews({ production: true })
const evil = `<script>alert('1')</script>" onfocus="x`

before('the browser files are built', () => {
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/assets.ts'], { cwd: root })
})

describe('A page', () => {
  it('cannot name anything as the layout around it does', () => {
    const page = pageOf('de')
    expect(withPage('letters/list', page, { title: 'Briefe', letters: [] })).to.include({ title: 'Briefe' })
    for (const name of ['languages', 'user', 'path', 'office'])
      expect(() => withPage('letters/list', page, { [name]: [] }), name).to.throw(
        `letters/list uses names of the layout: ${name}`,
      )
  })
})

describe('The parts pages are made of', () => {
  const samples = partSamples(evil)

  it('are all tried here', () => {
    const files = readdirSync(`${root}views/parts`).map((file) => file.replace('.eta', ''))
    expect([...Object.keys(samples), ...piecesOfLayout].sort()).to.deep.equal(files.sort())
  })

  for (const [name, parameters] of Object.entries(samples)) {
    it(`${name} shows what a person typed as text, never as markup`, () => {
      const html = views(`parts/${name}`, { ...pageOf('de'), ...parameters })
      const $ = load(html, null, false)
      expect($('script').length, 'scripts').to.equal(0)
      expect($('[onfocus]').length, 'attributes that broke out').to.equal(0)
      if (JSON.stringify(parameters).includes('alert')) expect(html).to.include('&lt;script&gt;')
    })

    it(`${name} is sound HTML in every language`, () => {
      for (const language of ['de', 'fr', 'it', 'en'] as const) {
        const html = views(`parts/${name}`, { ...pageOf(language), ...partSamples('Käse & «Brot»')[name] })
        expect(faults(html), html).to.deep.equal([])
      }
    })
  }

  it('print nothing where a value is missing', () => {
    const html = views('parts/field', { ...pageOf('de'), name: 'town', label: 'Ort' })
    expect(html).not.to.match(/undefined|null/)
    expect(load(html)('input').attr('value')).to.equal(undefined)
  })

  it('take their text from their parameters, not from the page around them', () => {
    const html = views('layout', {
      ...pageOf('de'),
      title: 'Titel der Seite',
      flash: { kind: 'success', text: 'Gespeichert' },
    })
    expect(load(html)('main').text()).not.to.include('Titel der Seite')
  })
})

describe('A form with mistakes', () => {
  const errors = {
    ahv: 'Die AHV-Nummer stimmt nicht.',
    born: 'Das Datum liegt in der Zukunft.',
    kind: 'Wählen Sie eine Zulage.',
  }
  const form = (page: Page) =>
    [
      views('parts/field', { ...page, name: 'ahv', label: 'AHV-Nummer' }),
      views('parts/date', { ...page, name: 'born', legend: 'Geburtsdatum' }),
      views('parts/radios', {
        ...page,
        name: 'kind',
        legend: 'Zulage',
        options: [{ value: 'child', label: 'Kinderzulage' }],
      }),
    ].join('')
  const page = pageOf('de', {
    errors,
    values: { ahv: '756.1', 'born-day': '3', 'born-month': '9', 'born-year': '2062', kind: 'child' },
  })
  const journey = {
    title: 'Familienzulagen',
    steps: [
      { text: 'Person', href: '/1', state: 'done' },
      { text: 'Kinder', state: 'now' },
    ],
  }
  const $ = load(views('layouts/question', { ...page, body: form(page), heading: 'Welche Kinder?', journey }))

  it('lists them in a summary whose links lead to the fields', () => {
    const links = $('.govuk-error-summary a').toArray()
    expect(links.map((link) => $(link).text())).to.deep.equal(Object.values(errors))
    for (const link of links) expect($(`[id="${$(link).attr('href')?.slice(1)}"]`).is('input')).to.equal(true)
  })

  it('names the field before a sentence that would suit any or stands there twice, and only there', () => {
    const summary = (lang: 'de' | 'fr' | 'it' | 'en', named: Record<string, string>, said: string) => {
      const names = fieldNames(translator(lang))
      const places = Object.keys(named).map((id) => `<a data-named="${names.mark(id, said)}">${said}`)
      for (const [id, name] of Object.entries(named)) names.note(id, name)
      return names
        .filled(places.join('\n'))
        .split('\n')
        .map((it) => it.replace('<a>', ''))
    }
    for (const lang of languages) {
      const required = translator(lang)('common:errors.required')
      const colon = lang === 'fr' ? '\u00a0:' : ':'
      expect(summary(lang, { it: 'AHV' }, required)).to.deep.equal([`AHV${colon} ${required}`])
    }
    const choose = translator('de')('common:errors.choose')
    expect(summary('de', { it: 'In der <Schweiz>?' }, choose)).to.deep.equal([
      `In der &lt;Schweiz&gt;? ${choose}`,
    ])
    const long = translator('de')('common:errors.tooLong', { max: 100 })
    expect(summary('de', { 'name-0': 'Name', 'name-1': 'Name' }, long)).to.deep.equal([
      `Name (1): ${long}`,
      `Name (2): ${long}`,
    ])
    expect(summary('de', { ahv: 'AHV-Nummer' }, errors.ahv)).to.deep.equal([errors.ahv])
    const range = 'Geben Sie eine Zahl von 1 bis 180 ein.'
    expect(summary('de', { first: '1. Erinnerung', second: '2. Erinnerung' }, range)).to.deep.equal([
      `1. Erinnerung: ${range}`,
      `2. Erinnerung: ${range}`,
    ])
  })

  it('says each beside its field, where a screen reader finds it', () => {
    const field = $('#ahv')
    const described = field.attr('aria-describedby') ?? ''
    expect(field.attr('aria-invalid')).to.equal('true')
    expect($(`#${described}`).text()).to.include(errors.ahv)
  })

  it('keeps what was typed', () => {
    expect($('#ahv').val()).to.equal('756.1')
    expect(['born', 'born-month', 'born-year'].map((id) => $(`#${id}`).val())).to.deep.equal([
      '3',
      '9',
      '2062',
    ])
    expect($('#kind').is(':checked')).to.equal(true)
  })

  it('begins the title of the window with "Fehler"', () => {
    expect($('title').text()).to.equal('Fehler: Aufgaben – Ausgleichskasse Muster')
  })

  it('says how far the journey is', () => {
    expect($('.progress').text().trim()).to.equal('Schritt 2 von 2')
    expect($('.steps [aria-current=step]').text()).to.equal('Kinder')
  })
})

describe('The frame of a page', () => {
  const frame = (more: Partial<Page>) =>
    load(views('layout', { ...pageOf('fr', more), body: '<h1>Tâches</h1>' }))

  it('is sound HTML with one main part, and no id twice', () => {
    expect(
      faults(views('layout', { ...pageOf('de', { demo: true }), body: '<h1>Aufgaben</h1>' }), true),
    ).to.deep.equal([])
    expect(
      faults(
        views('layouts/entry', { ...pageOf('de', { user: null, nav: [] }), body: '<h1>Anmelden</h1>' }),
        true,
      ),
    ).to.deep.equal([])
  })

  it('marks where one is and how much is open', () => {
    const current = frame({})('nav [aria-current=page]')
    expect(current.text().replace(/\s+/g, ' ')).to.equal('Tâches 7, 7 en cours')
  })

  it('offers every language under the address of the same page', () => {
    const $ = frame({})
    expect(
      $('.masthead [hreflang]')
        .toArray()
        .map((link) => $(link).attr('href')),
    ).to.deep.equal(['de', 'it', 'en'].map((code) => `/e/1/tasks?lang=${code}`))
    expect($('html').attr('lang')).to.equal('fr-CH')
  })

  it('carries the CSRF token for forms and for htmx', () => {
    const $ = frame({})
    expect($('form[action="/sign-out"] [name=_csrf]').val()).to.equal('token-1')
    expect(JSON.parse($('body').attr('hx-headers:inherited') ?? '')).to.deep.equal({
      'X-CSRF-Token': 'token-1',
    })
  })

  it('lets a fiduciary switch between employers, and nobody else', () => {
    const items = ['1', '2'].map((id) => ({ id, name: `Firma ${id}`, href: `/e/${id}`, note: '47.1-0' }))
    const two = { total: 2, items, name: 'Firma 1', at: 'tasks' }
    expect(frame({ mandates: two })('.menu--mandate a[href^="/e/"]').length).to.equal(2)
    expect(frame({})('.menu--mandate a').length).to.equal(0)
  })

  it('looks different for the office', () => {
    expect(frame({ density: 'office' })('.masthead').hasClass('masthead--office')).to.equal(true)
    expect(frame({ density: 'employer' })('.masthead').hasClass('masthead--office')).to.equal(false)
  })

  it('leads to the demo mailbox in a demonstration only', () => {
    expect(frame({ demo: true })('a[href="/demo/mailbox"]').length).to.equal(1)
    expect(frame({ demo: false })('a[href="/demo/mailbox"]').length).to.equal(0)
  })

  it('has neither inline scripts nor inline styles', () => {
    const $ = frame({ demo: true })
    expect($('script:not([src]), style, [style], [onclick]').length).to.equal(0)
  })
})

describe('What a browser fetches', () => {
  const files = [
    'portal.css',
    'htmx.min.js',
    'boot.js',
    'menus.js',
    'forms.js',
    'errors.js',
    'early.js',
    'icons.svg',
  ]
  const stored = (name: string) => `${assetsFolder}${asset(name).replace('/assets/', '')}`

  it('lies compressed beside the original', () => {
    for (const name of files) {
      const content = readFileSync(stored(name))
      expect(gunzipSync(readFileSync(`${stored(name)}.gz`)).equals(content)).to.equal(true)
      expect(brotliDecompressSync(readFileSync(`${stored(name)}.br`)).equals(content)).to.equal(true)
    }
  })

  it('is less than 60 KB for the first page, everything together', () => {
    const html = gzipSync(views('layout', { ...pageOf('de'), body: '' })).length
    const own = ['office.css', 'favicon.svg'].map(
      (name) => officeAsset(office, name)?.replace('/assets/', '') ?? '',
    )
    const ofOffice = own.reduce((sum, file) => sum + (officeFile(office, file)?.length ?? 0), 0)
    const total = files.reduce(
      (sum, name) => sum + readFileSync(`${stored(name)}.gz`).length,
      html + ofOffice,
    )
    expect(total).to.be.lessThan(60_000)
  })

  it('has every icon a view asks for', () => {
    const sprite = readFileSync(stored('icons.svg'), 'utf8')
    const templates = readdirSync(`${root}views`, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.eta'),
    )
    const asked = templates.flatMap((file) => {
      const text = readFileSync(`${root}views/${file}`, 'utf8')
      return [...text.matchAll(/(?:part\('icon', \{ name|\bicon): '([\w-]+)'/g)].map(([, name]) => ({
        file,
        name,
      }))
    })
    expect(asked.length).to.be.greaterThan(10)
    expect(asked.filter(({ name }) => !sprite.includes(`id="${name}"`))).to.deep.equal([])
  })
})

function faults(html: string, whole = false): string[] {
  const found = unbalanced(html)
  const $ = load(html, { onParseError: ({ code }) => found.push(code) }, whole)
  const ids = $('[id]')
    .toArray()
    .map((element) => $(element).attr('id'))
  found.push(...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `id ${id} twice`))
  for (const element of $('[aria-describedby], [aria-labelledby], [for]').toArray()) {
    const { 'aria-describedby': described, 'aria-labelledby': labelled, for: field } = $(element).attr() ?? {}
    const names = [described, labelled, whole ? field : undefined].flatMap((text) => text?.split(' ') ?? [])
    found.push(...names.filter((name) => !ids.includes(name)).map((name) => `nothing is called ${name}`))
  }
  return found
}

// The parser mends what is not closed; here each element has to be.
function unbalanced(html: string): string[] {
  const neverClosed = ['meta', 'link', 'input', 'img', 'br', 'rect']
  const open: string[] = []
  for (const [, close, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)(?:"[^"]*"|'[^']*'|[^"'>])*>/g)) {
    if (neverClosed.includes(name)) continue
    if (!close) open.push(name)
    else if (open.pop() !== name) return [`</${name}> closes another element`]
  }
  return open.map((name) => `<${name}> stays open`)
}
