import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { noticeMail } from '../../activities/notice-mail.js'
import { readConfig } from '../../config.js'
import { renderLetter } from '../../documents/letter.js'
import { senderOf } from '../../documents/sender.js'
import { submissionReceipt } from '../../documents/submission-receipt.js'
import { faintPairs, fixed } from '../../domain/contrast.js'
import { settle } from '../../domain/salary-declaration/settlement.js'
import { emptySums } from '../../domain/salary-declaration/sums.js'
import { type Office, readOffice } from '../../offices/office.js'
import { receipt } from '../documents/letters.js'
import { readPdf } from '../documents/read-pdf.js'
import { usePortal } from './portal.js'

const [muster, seeland] = [readOffice('offices/muster'), readOffice('offices/seeland')]
/** What a reader would know the first office by. */
const ofMuster = [muster.name, muster.street, muster.phone, muster.email, muster.colours.light.accent]

describe('The portal of a second office', () => {
  const portal = usePortal({ env: { OFFICE: 'offices/seeland', PORTAL_DEMO: '1' } })

  it('bears its name, contacts, logo and colours on pages, and nothing of the first', async () => {
    const firm = await portal.given.employer()
    const hr = await portal.signIn(await portal.given.user({ employers: [firm.id] }))
    const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
    for (const [who, path] of [
      [portal.visitor(), '/sign-in'],
      [portal.visitor(), '/help'],
      [portal.visitor(), '/privacy'],
      [hr, `/e/${firm.id}`],
      [hr, '/nowhere'],
      [desk, '/office'],
    ] as const) {
      const page = await who.get(path)
      expect(page.$('title').text(), path).to.match(/ – Ausgleichskasse Seeland$/)
      expect(page.$('.brand').text(), path).to.include('Ausgleichskasse Seeland')
      expect(page.$('.brand__mark circle'), path).to.have.length(2)
      for (const word of ofMuster) expect(page.text, path).not.to.include(word)
      const sheet = await who.get(page.$('link[rel=stylesheet]').last().attr('href') ?? '')
      expect(sheet.status).to.equal(200)
      expect(sheet.text).to.include(`--colour-accent:${seeland.colours.light.accent};`)
      expect(sheet.text).to.include(`--colour-accent:${seeland.colours.dark.accent};`)
    }
    expect((await hr.get('/help')).words)
      .to.include(seeland.phone)
      .and.include(seeland.email)
  })

  it('has its colours in the manifest, the icon of the tab, and its own picture beside the sign-in', async () => {
    const someone = portal.visitor()
    const page = await someone.get('/sign-in')
    const { body } = await someone.get('/manifest.webmanifest')
    expect(body).to.include({ name: seeland.name, theme_color: seeland.colours.light.accent })
    expect((await someone.download(body.icons[1].src)).body.equals(seeland.icons[512])).to.equal(true)
    const icon = await someone.download(page.$('link[rel=icon]').attr('href') ?? '')
    expect([icon.headers['content-type'], icon.body.toString()].join(' '))
      .to.include('image/svg+xml')
      .and.include(seeland.colours.light.accent)
    const motif = await someone.download(page.$('.entry__art img').attr('src') ?? '')
    expect(motif.body.toString()).to.include(seeland.colours.light.brandDeep)
  })

  it('writes its letters with its head and colour, and its mails with its name', async () => {
    const letter = submissionReceipt(receipt('de', senderOf(seeland)))
    const pdf = readPdf(await renderLetter(letter))
    expect(pdf.text).to.include(seeland.name).and.include('Uferstrasse 24').and.include('Biel, ')
    expect(pdf.text + pdf.artifacts)
      .not.to.include('Muster, ')
      .and.not.to.include(muster.phone)
    const notice = { id: 'n', email: 'a@b.example', language: 'de', event: 'message', path: '/x' } as const
    const mail = noticeMail(notice as unknown as Parameters<typeof noticeMail>[0], portal.deps.config)
    expect(mail.subject + mail.text)
      .to.include(seeland.name)
      .and.include(seeland.phone)
    expect(portal.deps.config.mail.from).to.equal(seeland.mailFrom)
  })

  it('states contributions by its own rates, and leaves cantons without its fund to others', () => {
    const cantons = { BE: { wage: 10_000_000, allowances: 0 }, GE: { wage: 5_000_000, allowances: 0 } }
    const year = { ahv: 15_000_000, ahvFree: 0, alv: 0, alvFree: 0, alvSupplement: 0, cantons }
    const shares = ({ rates }: Office, of: number) =>
      settle(rates, { ...emptySums(), years: { [of]: year } }, of).lines.filter(({ what }) => what === 'fak')
    expect(shares(muster, 2025).map(({ canton, amount }) => [canton, amount])).to.deep.equal([
      ['BE', 160_000],
      ['GE', 114_000],
    ])
    expect(shares(seeland, 2025).map(({ canton, amount }) => [canton, amount])).to.deep.equal([
      ['BE', 150_000],
    ])
    expect(shares(seeland, 2026).map(({ canton, amount }) => [canton, amount])).to.deep.equal([
      ['BE', 145_000],
    ])
  })
})

describe('The folder of an office', () => {
  const folders: string[] = []
  after(() => {
    for (const it of folders) rmSync(it, { recursive: true })
  })

  /** A copy of the first office's folder in which one file says something else. */
  function folder(file: string, change: (text: string) => string | Buffer): string {
    const copy = mkdtempSync(join(tmpdir(), 'office-'))
    folders.push(copy)
    cpSync('offices/muster', copy, { recursive: true })
    writeFileSync(join(copy, file), change(readFileSync(join(copy, file), 'utf8')))
    return copy
  }

  const json = (change: (office: Record<string, never>) => unknown) => (text: string) =>
    JSON.stringify({ ...JSON.parse(text), ...(change(JSON.parse(text)) as object) })
  const dark =
    (accent: string) =>
    ({ colours: { dark } }: { colours: { dark: object } }) => ({
      colours: {
        ...JSON.parse(readFileSync('offices/muster/office.json', 'utf8')).colours,
        dark: { ...dark, accent },
      },
    })

  for (const [what, file, change, sentence] of [
    ['without a name', 'office.json', json(() => ({ name: '' })), 'office.json: name: must not be empty'],
    ['with text that is not JSON', 'office.json', () => '{', 'office.json is not JSON'],
    ['with a word nobody reads', 'office.json', json(() => ({ fax: '1' })), 'fax'],
    [
      'with an account that is no QR-IBAN',
      'office.json',
      json(() => ({ qrIban: 'CH9300762011623852957' })),
      'qrIban: must be a QR-IBAN',
    ],
    [
      'with an accent nobody can read in the dark',
      'office.json',
      json(dark('#3a3560') as never),
      'colours.dark.accent: #3a3560 and #171512 are 1.6 to 1 apart and need 4.5',
    ],
    [
      'with a canton there is not',
      'office.json',
      json(() => ({ rates: [{ from: 2016, familyFund: { XX: 1 }, administration: 3 }] })),
      'rates.0.familyFund',
    ],
    [
      'with administration costs above the law',
      'office.json',
      json(() => ({ rates: [{ from: 2016, familyFund: { BE: 1 }, administration: 6 }] })),
      'must be per cent, at most 5',
    ],
    [
      'with rates that begin too late',
      'office.json',
      json(() => ({ rates: [{ from: 2020, familyFund: { BE: 1 }, administration: 3 }] })),
      'must begin with 2016',
    ],
    [
      'with a logo that runs a script',
      'logo.svg',
      (it) => it.replace('</svg>', '<script/></svg>'),
      'logo.svg: <script> cannot be drawn on letters',
    ],
    [
      'with a logo that listens',
      'logo.svg',
      (it) => it.replace('<rect ', '<rect onload="a" '),
      'leave onload away',
    ],
    [
      'with a logo that is not well-formed',
      'logo.svg',
      (it) => it.replace('</svg>', ''),
      'logo.svg: is not well-formed',
    ],
    [
      'with an icon of another size',
      'icon-192.png',
      () => readFileSync('offices/muster/icon-512.png'),
      'icon-192.png: must be a PNG of 192 × 192 pixels',
    ],
    [
      'with a picture of another shape',
      'motif.svg',
      () => '<svg viewBox="0 0 1 1"/>',
      'motif.svg: must be an SVG',
    ],
  ] as [string, string, (text: string) => string | Buffer, string][])
    it(`${what} keeps the portal from starting, with a sentence that says why`, () => {
      const path = folder(file, change)
      expect(() => readConfig({ NODE_ENV: 'test', DATA_DIR: tmpdir(), OFFICE: path }))
        .to.throw(sentence)
        .with.property('message')
        .that.match(/^The folder of the office, .* cannot be used:\n {2}/)
    })

  it('that is not there is named', () => {
    expect(() => readConfig({ NODE_ENV: 'test', DATA_DIR: tmpdir(), OFFICE: '/nowhere' })).to.throw(
      'The folder of the office, /nowhere, cannot be used:\n  office.json is missing or cannot be read\n  logo.svg is missing',
    )
  })

  it('is looked at against the inks and grounds that pages have', () => {
    const styles = readFileSync('styles/colours.scss', 'utf8')
    const [, darkOnes = '', light = ''] = /@mixin dark \{([\s\S]*?)\n\}([\s\S]*)/.exec(styles) ?? []
    const names = {
      paper: 'paper',
      surface: 'surface',
      sunken: 'sunken',
      ink: 'ink',
      inkInverse: 'ink-inverse',
    }
    for (const [mode, text] of [
      ['light', light],
      ['dark', darkOnes],
    ] as const)
      for (const [key, name] of Object.entries(names))
        expect(text, `${mode} ${name}`).to.include(
          `--colour-${name}: ${fixed[mode][key as keyof typeof names]};`,
        )
    expect(styles)
      .to.include(`--colour-on-brand: ${fixed.onBrand};`)
      .and.include(`--colour-spark: ${fixed.spark};`)
    for (const { colours } of [muster, seeland]) expect(faintPairs(colours)).to.deep.equal([])
  })
})
