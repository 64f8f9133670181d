import { expect } from 'chai'
import { type DecisionOutcome, familyAllowanceDecision } from '../../documents/family-allowance-decision.js'
import { renderLetter } from '../../documents/letter.js'
import { reason } from '../../domain/family-allowance/reasons.js'
import type { Language } from '../../domain/kinds.js'
import { decision, line } from './letters.js'
import { readPdf } from './read-pdf.js'

const textOf = async (...of: Parameters<typeof decision>) =>
  readPdf(await renderLetter(familyAllowanceDecision(decision(...of)))).text

const refused = line({
  granted: 'no',
  childName: 'Ana Petrović',
  partMonths: [],
  reasons: [reason('child-own'), reason('second-by-wage')],
})

describe('A decision on family allowances', () => {
  it('goes to the employee, with a copy to the employer, and names person, member and reference', async () => {
    const text = await textOf('de')
    expect(text).to.match(
      /Đorđe Petrović Sonnenhalde 14 9000 St\. Gallen Referenz FZ-AB12-CD34 Bern, 23\. November 2026/,
    )
    expect(text).to.include('AHV-Nummer 756.9217.0769.85 Arbeitgeber Muster Bau AG Mitgliednummer 47.110-3')
    expect(text).to.include('Kopie an: Muster Bau AG, Industriestrasse 8, 9015 St. Gallen')
  })

  it('tells for each child kind, rank, canton, time, proof and sum, and what it comes to', async () => {
    const text = await textOf('de')
    expect(text).to.include(
      'Luka Petrović geboren am 02.08.2009 Ausbildungszulage Zweitanspruch, Differenzzulage SG 12.10.2026 31.07.2028 Nachweis bis 31.07.2028 298.00 pro Monat',
    )
    expect(text).to.include(
      'Mia Petrović geboren am 12.03.2019 Kinderzulage Erstanspruch SG 12.10.2026 31.03.2035 245.00',
    )
    expect(text).to.include('Total im November 2026 543.00')
    expect(text).to.include('Oktober 2026 Mia Petrović Kinderzulage 19 155.80')
    expect(text).to.include('haben Sie CHF 345.30 zugut')
  })

  it('pays a birth allowance once, without an end', async () => {
    const birth = line({ kind: 'birth', canton: 'FR', rate: 150_000, to: null, partMonths: [] })
    const text = await textOf('de', { lines: [birth], monthly: 0 })
    expect(text).to.include('Geburtszulage Erstanspruch FR 12.10.2026 – 1’500.00 einmalig')
    expect(text).not.to.include('Total im')
  })

  it('gives the rules that carried it, with sums and days written out and the article', async () => {
    const text = await textOf('de')
    expect(text).to.include('erreicht das Mindesteinkommen von CHF 7’560.00 (Art. 13 Abs. 3 FamZG).')
    expect(text).to.include('31. März 2035')
    expect(text).not.to.match(/\{\{|\b(child|income|canton)-\w+ \(/)
  })

  it('gives reasons for what is refused: the caseworker’s words and the condition that fails', async () => {
    const text = await textOf('de', {
      outcome: 'refuse',
      lines: [refused],
      monthly: 0,
      arrears: 0,
      reason: 'Die Mutter arbeitet im gleichen Kanton.\n\nSie kann die Zulagen selbst verlangen.',
    })
    expect(text).to.include('Kein Anspruch auf Familienzulagen')
    expect(text).to.include('Nicht zugesprochene Zulagen Kind Zulage Kanton Beantragt ab Ana Petrović')
    expect(text).to.include(
      'Begründung Die Mutter arbeitet im gleichen Kanton. Sie kann die Zulagen selbst verlangen.',
    )
    expect(text).to.include('(Art. 7 Abs. 1 lit. e FamZG)').and.not.include('(Art. 4 Abs. 1 lit. a FamZG)')
    expect(text).not.to.include('Was Sie melden müssen').and.not.include('Ihre Familienzulagen Kind')
  })

  it('shows both halves where only part is granted', async () => {
    const text = await textOf('fr', { outcome: 'partial', lines: [line(), refused], reason: 'Motif libre.' })
    expect(text).to.include('Vos allocations familiales Enfant').and.include('Allocations refusées Enfant')
    expect(text).to.include('Motif libre.').and.include('art. 7 al. 1 let. e LAFam')
  })

  const notices: Record<Language, string[]> = {
    de: [
      'innert 10 Arbeitstagen (Art. 31 ATSG',
      'innert 30 Tagen',
      'Art. 52 Abs. 1 ATSG',
      '18. Dezember',
      'kostenlos',
    ],
    fr: [
      'dans les 10 jours ouvrables (art. 31 LPGA',
      'dans les 30 jours',
      'art. 52 al. 1 LPGA',
      '18 décembre',
      'gratuite',
    ],
    it: [
      'entro 10 giorni lavorativi (art. 31 LPGA',
      'entro 30 giorni',
      'art. 52 cpv. 1 LPGA',
      '18 dicembre',
      'gratuita',
    ],
    en: [
      'within 10 working days (Art. 31 ATSG',
      'within 30 days',
      'Art. 52 para. 1 ATSG',
      '18 December',
      'free of charge',
    ],
  }
  for (const [language, sentences] of Object.entries(notices) as [Language, string[]][]) {
    it(`says in ${language} what to report and how, until when and where to object`, async () => {
      const text = await textOf(language)
      for (const sentence of sentences) expect(text).to.include(sentence)
      expect(text).to.include('Ausgleichskasse Muster, Musterstrasse 1, 3000 Bern')
    })
  }

  it('has a subject of its own for each outcome in each language', () => {
    const outcomes: DecisionOutcome[] = ['grant', 'partial', 'refuse', 'change', 'end']
    const subjects = (['de', 'fr', 'it', 'en'] as const).flatMap((language) =>
      outcomes.map((outcome) => familyAllowanceDecision(decision(language, { outcome })).subject),
    )
    expect(new Set(subjects)).to.have.lengthOf(20)
    for (const subject of subjects) expect(subject).not.to.include('decision.subject')
  })

  it('lists thirty children with long names over many pages and repeats the table’s head on each', async () => {
    const lines = Array.from({ length: 30 }, (_, index) =>
      line({
        childName: `Anastasija-Šárka Đurđica Bartholomäus-Wolkensteinhäuser-Křižanovská ${index + 1}.`,
      }),
    )
    const pdf = readPdf(await renderLetter(familyAllowanceDecision(decision('de', { lines }))))
    // A name breaks at its hyphens, so blanks do not count; it stands in both tables and in the reasons.
    const bare = (text: string) => text.replaceAll(' ', '')
    for (const { childName } of lines)
      expect(bare(pdf.text).split(bare(childName)), childName).to.have.lengthOf(4)
    expect(pdf.tags.THead).to.equal(2)
    expect(pdf.artifacts).to.include('Kind Zulage Kanton Ab Bis CHF')
    expect(pdf.text.split('Kind Zulage Kanton Ab Bis CHF')).to.have.lengthOf(2)
  })
})
