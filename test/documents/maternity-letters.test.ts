import { expect } from 'chai'
import {
  type AllowanceStatement,
  allowanceStatement,
  statementGoesTo,
} from '../../documents/daily-allowance-statement.js'
import { renderLetter } from '../../documents/letter.js'
import { type MaternityConfirmation, maternityConfirmation } from '../../documents/maternity-confirmation.js'
import { accountOf, type Entry } from '../../domain/daily-allowance/account.js'
import { type Language, languages } from '../../domain/kinds.js'
import type { MaternityAnswers } from '../../domain/maternity/answers.js'
import { claimOf } from '../../domain/maternity/claim.js'
import { propose } from '../../domain/maternity/propose.js'
import { answers, submitted, wage } from '../domain/maternity/answers.js'
import { office } from './letters.js'
import { readPdf } from './read-pdf.js'

const head = {
  office,
  place: 'Bern',
  reference: 'MU-AB12-CD34',
  employer: {
    name: 'Muster Bau AG',
    address: ['Industriestrasse 8', '9015 St. Gallen'],
    memberNumber: '47.110-3',
  },
}
const person = {
  name: 'Mia Graf',
  address: ['Seestrasse 4', '9000 St. Gallen'],
  ahvNumber: '756.9217.0769.85',
}

function confirmation(
  language: Language,
  said: Partial<MaternityAnswers> = {},
  more: Partial<MaternityConfirmation> = {},
) {
  return maternityConfirmation({
    ...head,
    language,
    mother: person,
    outcome: 'grant',
    date: '2026-09-12',
    createdAt: '2026-09-12T08:00:00.000Z',
    submittedOn: '2026-09-10',
    found: propose(answers(said), submitted),
    ...more,
  })
}

function statement(language: Language, entries: Entry[], more: Partial<AllowanceStatement> = {}) {
  return allowanceStatement({
    ...head,
    language,
    person,
    kind: 'Mutterschaftsentschädigung',
    date: '2026-10-01',
    createdAt: '2026-10-01T04:00:00.000Z',
    entries,
    through: '2026-09-30',
    isFinal: false,
    averageFrancs: 200,
    iban: 'CH9300762011623852957',
    awaitsHospital: false,
    ...more,
  })
}

const entriesOf = (said: Partial<MaternityAnswers>, through: string) =>
  accountOf(claimOf(answers(said), { averageFrancs: 200, former: 0 }), through)
const textOf = async (letter: Parameters<typeof renderLetter>[0]) => readPdf(await renderLetter(letter)).text

describe('The letter on a maternity allowance', () => {
  it('confirms term, daily allowance and sum, with the calculation and its articles', async () => {
    const text = await textOf(confirmation('de', { wage: wage({ thirteenth: 600_000 }) }))
    expect(text).to.include('1. September 2026 bis 7. Dezember 2026')
    expect(text).to.include('Monatslohn CHF 6’000.00 ÷ 30 Art. 5 Abs. 2 lit. b EOV 200.00')
    expect(text).to.include('13. Monatslohn CHF 6’000.00 ÷ 360 Art. 5 Abs. 4 EOV 16.67')
    expect(text).to.include('davon 80 % Art. 16e Abs. 2 EOG 173.60')
    expect(text).to.include('CHF 17’012.80')
    expect(text).to.include('Kopie an: Muster Bau AG')
  })

  it('is no formal decision: one may be demanded', async () => {
    const text = await textOf(confirmation('de'))
    expect(text)
      .to.include('Verfügung verlangen (Art. 51 Abs. 2 ATSG)')
      .and.not.include('Rechtsmittelbelehrung')
  })

  it('gives the reason of a refusal, and the condition that fails', async () => {
    const employment = { since: '2026-06-01', state: 'working' } as const
    const text = await textOf(
      confirmation('de', { employment }, { outcome: 'refuse', reason: 'Zu kurz gearbeitet.' }),
    )
    expect(text).to.include('Kein Anspruch').and.include('Zu kurz gearbeitet.')
    expect(text).to.include('nötig sind 5 (Art. 16b Abs. 1 lit. b EOG)')
  })

  it('says nothing about reports of other people', async () => {
    const found = propose(answers(), { ...submitted, alsoReported: 'by-another' })
    expect(await textOf(confirmation('de', {}, { found }))).not.to.include('andere Person')
  })

  it('has its own words in each language', async () => {
    for (const language of languages)
      expect(await textOf(confirmation(language))).not.to.match(/maternity:|dailyAllowance:|letters:/)
  })
})

describe('A statement of daily allowances', () => {
  it('states period, days, average, rate, gross and the refund of employer contributions', async () => {
    const text = await textOf(statement('de', entriesOf({}, '2026-09-30')))
    expect(text).to.include('Durchschnittliches Einkommen im Tag CHF 200.00').and.include('Ansatz 80 %')
    expect(text).to.include('01.09.2026 – 30.09.2026 30 160.00 4’800.00')
    expect(text).to.include('Gutschrift an Muster Bau AG')
    expect(text).to.include('Arbeitgeberbeiträge AHV/IV/EO 5.3 % 254.40')
    expect(text).to.include('Arbeitgeberbeiträge ALV 1.1 % 52.80').and.include('Total 5’107.20')
    expect(text).to.include('Verfügung verlangen (Art. 51 Abs. 2 ATSG)')
  })

  it('deducts the employee share where it pays the mother directly', async () => {
    const text = await textOf(statement('de', entriesOf({ leavePay: { paid: 'none' } }, '2026-09-30')))
    expect(text).to.match(/Mia Graf Seestrasse 4 9000 St\. Gallen Referenz/)
    expect(text).to.include('Abzug AHV/IV/EO 5.3 % -254.40').and.include('Total 4’492.80')
    expect(text).to.include('CH9300762011623852957')
  })

  it('shows both payees where the employer pays a part', async () => {
    const half = { paid: 'part', percent: 50 } as const
    const text = await textOf(statement('de', entriesOf({ leavePay: half }, '2026-09-30')))
    expect(text).to.include('Gutschrift an Muster Bau AG').and.include('Zahlung an Mia Graf')
  })

  it('goes to the mother where all is paid to her, otherwise to the employer', () => {
    const goes = (said: Partial<MaternityAnswers>) => statementGoesTo(entriesOf(said, '2026-09-30'))
    expect(goes({ leavePay: { paid: 'none' } })).to.equal('employee')
    expect(goes({ leavePay: { paid: 'part', percent: 50 } })).to.equal('employer')
    expect(goes({})).to.equal('employer')
    expect(statementGoesTo([])).to.equal('employer')
  })

  it('takes back what was stated too much', async () => {
    const [september] = entriesOf({}, '2026-09-30')
    if (!september) throw new Error('no entry')
    const less = {
      ...september,
      days: -11,
      gross: -176_000,
      toEmployer: -176_000,
      refundOldAge: -9330,
      refundUnemployment: -1935,
    }
    const text = await textOf(statement('de', [less], { isFinal: true }))
    expect(text).to.include('Schlussabrechnung').and.include('Korrektur einer früheren Abrechnung')
    expect(text).to.include('-1’872.65').and.include('belasten wir dem Beitragskonto')
  })

  it('has its own words in each language, also with nothing left to pay', async () => {
    for (const language of languages) {
      const full = statement(language, entriesOf({ leavePay: { paid: 'part', percent: 50 } }, '2026-12-31'))
      for (const letter of [full, statement(language, [], { isFinal: true, awaitsHospital: true })])
        expect(await textOf(letter)).not.to.match(/maternity:|dailyAllowance:|letters:/)
    }
  })
})
