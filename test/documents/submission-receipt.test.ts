import { expect } from 'chai'
import { renderLetter } from '../../documents/letter.js'
import { submissionReceipt } from '../../documents/submission-receipt.js'
import type { Language } from '../../domain/kinds.js'
import { receipt } from './letters.js'
import { readPdf } from './read-pdf.js'

const textOf = async (...of: Parameters<typeof receipt>) =>
  readPdf(await renderLetter(submissionReceipt(receipt(...of)))).text

describe('A confirmation of receipt', () => {
  it('names reference, moment, sender, member and person', async () => {
    const text = await textOf('de')
    expect(text).to.include('Referenz FZ-AB12-CD34 Eingegangen am 16. November 2026, 14:09')
    expect(text).to.include(
      'Eingereicht durch Sandra Keller Mitglied Muster Bau AG 47.110-3 Betrifft Đorđe Petrović',
    )
  })

  it('repeats the answers, lists the enclosures and says what happens next', async () => {
    const text = await textOf('de')
    expect(text).to.include('Arbeitskanton St. Gallen Angestellt seit 12. Oktober 2026')
    expect(text).to.include('Beilagen – Familienausweis.pdf (Geburtsurkunde) – Lehrvertrag Luka.pdf')
    expect(text).to.include('Wie es weitergeht – Wir prüfen Ihre Angaben bis am 7. Dezember 2026.')
    expect(await textOf('de', { attachments: [] })).to.include('Beilagen Keine.')
  })

  const disclaimers: Record<Language, string> = {
    de: 'kein Entscheid',
    fr: 'n’est pas une décision',
    it: 'non è una decisione',
    en: 'not a decision',
  }
  for (const [language, words] of Object.entries(disclaimers) as [Language, string][]) {
    it(`says in ${language} that it decides nothing`, async () =>
      expect(await textOf(language)).to.include(words))
  }

  it('has the day in Switzerland as its date, even just after midnight', () => {
    expect(submissionReceipt(receipt('de', { submittedAt: '2026-11-16T23:30:00.000Z' })).date).to.equal(
      '2026-11-17',
    )
  })
})
