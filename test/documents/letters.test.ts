import { expect } from 'chai'
import { sha256 } from '../../db/seal.js'
import { citation } from '../../documents/citation.js'
import { printable } from '../../documents/drawing/glyphs.js'
import { openPaper } from '../../documents/drawing/paper.js'
import { familyAllowanceDecision } from '../../documents/family-allowance-decision.js'
import { fileNameOf, type Letter, renderLetter } from '../../documents/letter.js'
import { speechOf } from '../../documents/speech.js'
import { submissionReceipt } from '../../documents/submission-receipt.js'
import { rules } from '../../domain/family-allowance/reasons.js'
import { languages } from '../../domain/kinds.js'
import { unprintable } from '../../domain/script.js'
import { decision, office, receipt } from './letters.js'
import { readPdf } from './read-pdf.js'

const read = async (letter: Letter) => readPdf(await renderLetter(letter))
const granted = familyAllowanceDecision(decision('de'))

function isPrinted(sign: string, has: (codePoint: number) => boolean): boolean {
  try {
    return printable(sign, has).length >= 0
  } catch {
    return false
  }
}

describe('A letter of the office', () => {
  it('tells a screen reader its language, title, headings and tables', async () => {
    const { source, tags } = await read(granted)
    expect(source)
      .to.include('/Lang (de-CH)')
      .and.include('/Marked true')
      .and.include('/DisplayDocTitle true')
    expect(source).to.include('/Scope /Column').and.include('/Scope /Row')
    expect(tags).to.include({ Document: 1, H1: 1, Table: 3, THead: 2 })
    expect(tags.LI).to.equal(tags.LBody)
  })

  it('claims PDF/UA and PDF/A, and its title holds no name of a person', async () => {
    const bytes = await renderLetter(granted)
    expect(bytes.toString('latin1')).to.include('<pdfuaid:part>1</pdfuaid:part>')
    expect(bytes.toString('utf8'))
      .to.include('<pdfaid:part>3</pdfaid:part>')
      .and.include('Zulagenentscheid FZ-AB12-CD34')
    expect(bytes.toString('utf8')).not.to.match(/<rdf:li[^>]*>[^<]*Petrović/)
  })

  it('carries its fonts with it', async () => {
    const { source } = await read(granted)
    const names = [...source.matchAll(/\/BaseFont \/(\S+)/g)].map(([, name]) => name)
    expect(names).not.to.be.empty
    for (const name of names) expect(name).to.match(/^[A-Z]{6}\+LiberationSans/)
    expect(source.match(/\/FontFile2 /g)).to.have.length(
      source.match(/\/Type \/FontDescriptor/g)?.length ?? 0,
    )
  })

  it('has the same bytes, hence the same SHA-256, whenever it is written again', async () => {
    const [first, again] = [
      await renderLetter(granted),
      await renderLetter(familyAllowanceDecision(decision('de'))),
    ]
    const later = await renderLetter({ ...granted, createdAt: '2026-11-23T09:15:01.000Z' })
    expect(sha256(again)).to.equal(sha256(first))
    expect(sha256(later)).not.to.equal(sha256(first))
  })

  it('numbers its pages where a screen reader passes over them', async () => {
    const { text, artifacts, pages } = await read(granted)
    expect(pages).to.equal(3)
    for (const page of [1, 2, 3]) expect(artifacts).to.include(`Seite ${page} von 3`)
    expect(text).not.to.include('Seite 1')
  })

  it('keeps & and < in the name of the office', async () => {
    const named = { ...granted, office: { ...office, name: 'Kasse Bau & Holz <Ost>' } }
    expect((await read(named)).text).to.match(/^\s?Kasse Bau & Holz <Ost>/)
    expect((await renderLetter(named)).toString('utf8')).to.include('Kasse Bau &amp; Holz &lt;Ost&gt;')
  })

  it('shows the names of all Europe and refuses a sign it cannot print', async () => {
    const name = 'Đorđe Šarić-Łukasz Ağaoğlu Țîrlea Żółć'
    expect((await read({ ...granted, recipient: [name] })).text).to.include(name)
    const error = await renderLetter({ ...granted, recipient: ['李'] }).catch((one: Error) => one)
    expect(error).to.be.an('error').with.property('message').that.includes('U+674E')
  })

  it('fails at no sign of Unicode that a form takes', () => {
    const { has } = openPaper(granted)
    const signs = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
    expect(signs.filter((sign) => !unprintable(sign) && !isPrinted(sign, has))).to.deep.equal([])
    expect(unprintable('Đorđe Šarić-Łukasz Ağaoğlu Ελένη Юлия ẞ, «Zoë» – 3 ½ €')).to.equal(null)
    expect(unprintable('Mei 美玲')).to.equal('美')
    expect(unprintable('bald da 🎉')).to.equal('🎉')
    expect(unprintable('𝐀nna'), 'letters of formulas').to.equal('𝐀')
  })

  it('puts a question mark for what it cannot print into the name of a file, which its hash names as well', async () => {
    const letter = submissionReceipt(receipt('de', { attachments: ['出生証明書 Mei.pdf'] }))
    expect((await read(letter)).text).to.include('????? Mei.pdf')
  })

  it('writes the base letter where the font lacks an accent, and drops what is invisible', () => {
    const ascii = (codePoint: number) => codePoint < 0x80
    expect(printable({ names: ['Żaneta\u200b Ko\u0308nig', 'a\u2011b\tc'] }, ascii)).to.deep.equal({
      names: ['Zaneta Konig', 'a-b c'],
    })
    expect(() => printable('đ', ascii)).to.throw('U+0111')
  })

  it('has a file name with the letters of its title', () => {
    const names = languages.map((language) => fileNameOf(familyAllowanceDecision(decision(language))))
    expect(names).to.deep.equal([
      'Zulagenentscheid_FZ-AB12-CD34_2026-11-23.pdf',
      'Décision-d-allocations-familiales_FZ-AB12-CD34_2026-11-23.pdf',
      'Decisione-sugli-assegni-familiari_FZ-AB12-CD34_2026-11-23.pdf',
      'Family-allowance-decision_FZ-AB12-CD34_2026-11-23.pdf',
    ])
  })

  it('lets a long address push the text down instead of writing over it', async () => {
    const recipient = Array.from({ length: 14 }, (_, index) => `Zeile ${index + 1} der Adresse`)
    const { text } = await read({ ...granted, recipient })
    expect(text).to.match(/Zeile 14 der Adresse Referenz/)
  })

  it('carries a text of several pages to its end', async () => {
    const value = `${'Wir bitten um rasche Prüfung. '.repeat(300)}Schluss.`
    const rows = [
      { label: 'Bemerkung', value },
      { label: 'Danach', value: 'kurz' },
    ]
    const { text, pages } = await read(
      submissionReceipt(receipt('de', { sections: [{ title: 'Mehr', rows }] })),
    )
    expect(pages).to.be.greaterThan(3)
    expect(text).to.include('Schluss. Danach kurz')
  })
})

describe('An article in a letter', () => {
  const quoted = (law: string, language: 'de' | 'fr' | 'it' | 'en') =>
    citation(law, speechOf(language)).replaceAll('\u00a0', ' ')

  it('is quoted as each language quotes it', () => {
    expect(quoted('FamZG 3 I a', 'de')).to.equal('Art. 3 Abs. 1 lit. a FamZG')
    expect(quoted('FamZG 3 I a', 'fr')).to.equal('art. 3 al. 1 let. a LAFam')
    expect(quoted('FamZV 18a', 'it')).to.equal('art. 18a OAFami')
    expect(quoted('ATSG 38 IIbis', 'en')).to.equal('Art. 38 para. 2bis ATSG')
    expect(quoted('FamZG 3 II, 12 II', 'de')).to.equal('Art. 3 Abs. 2 FamZG; Art. 12 Abs. 2 FamZG')
  })

  it('is known for every rule that may decide', () => {
    for (const [rule, [law]] of Object.entries(rules)) {
      for (const part of quoted(law, 'fr').split('; '))
        expect(part, rule).to.match(/^art\. \d+\w* (.* )?(L|O|R)[AFIP]\w+$/)
    }
  })
})
