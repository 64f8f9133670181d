import { expect } from 'chai'
import { renderLetter } from '../../documents/letter.js'
import {
  type CertificateDecision,
  trainingCertificateDecision,
} from '../../documents/training-certificate-decision.js'
import type { Language } from '../../domain/kinds.js'
import { proposeCertificate } from '../../domain/training-certificate/propose.js'
import { asked, facts, training } from '../domain/training-certificate/facts.js'
import { decision } from './letters.js'
import { readPdf } from './read-pdf.js'

const textOf = async (
  came: CertificateDecision,
  answers = asked(training()),
  language: Language = 'de',
  reason?: string,
) => {
  const { lines } = proposeCertificate(answers, facts())
  const told = lines.map((line) => ({ ...line, childName: 'Mia Petrović', childBirthDate: '2008-03-12' }))
  const letter = { ...decision(language), lines: told, monthly: 29_800, arrears: 0, reason }
  return (await readPdf(await renderLetter(trainingCertificateDecision(letter, came)))).text
}

describe('A decision on a training certificate', () => {
  it('lets the allowance go on, from when to when, why, and with which articles', async () => {
    const text = await textOf('granted')
    expect(text).to.include('Die Ausbildungszulage für Mia Petrović läuft weiter')
    expect(text).to.include(
      'Ausbildungszulage Erstanspruch SG 01.08.2026 31.07.2027 Nachweis bis 31.07.2027 298.00',
    )
    expect(text).to.include(
      'Es ist eine Ausbildung auf einen Berufsabschluss hin oder eine Allgemeinbildung (Art. 49bis Abs. 1 AHVV).',
    )
    expect(text).to.match(/Einsprache/)
  })

  it('ends the allowance of the silent, says since when it was asked, and that a late proof counts', async () => {
    const text = await textOf('silent', asked(null))
    expect(text).to.include('endet ohne Ausbildungsnachweis')
    expect(text).to.include('wir entscheiden nach den Akten')
    expect(text).to.include('die Ausbildungszulage endet am 31. Juli 2026 (Art. 43 Abs. 3 ATSG).')
    expect(text).to.include('Reichen Sie den Nachweis nach, prüfen wir den Anspruch neu.')
  })

  it('gives the words of the caseworker beside the rules', async () => {
    const text = await textOf(
      'refused',
      asked(training({ monthlyIncome: 300_000 })),
      'de',
      'Der Vertrag ist nicht unterschrieben.',
    )
    expect(text).to.include('Keine Ausbildungszulage für Mia Petrović')
    expect(text).to.include('Der Vertrag ist nicht unterschrieben.')
    expect(text).to.include('mehr als die Grenze von CHF 2’520.00')
  })

  for (const language of ['fr', 'it', 'en'] as const)
    it(`is written in ${language} as well`, async () => {
      for (const [came, answers] of [
        ['granted', asked(training())],
        ['silent', asked(null)],
      ] as const) {
        const text = await textOf(came, answers, language)
        expect(text)
          .to.include('Mia Petrović')
          .and.not.match(/trainingCertificate|\{\{|undefined/)
      }
    })
})
