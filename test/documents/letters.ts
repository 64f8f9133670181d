import type { DecisionLine, FamilyAllowanceDecision } from '../../documents/family-allowance-decision.js'
import type { Office } from '../../documents/letter.js'
import type { SubmissionReceipt } from '../../documents/submission-receipt.js'
import { reason } from '../../domain/family-allowance/reasons.js'
import type { Language } from '../../domain/kinds.js'

export const office: Office = {
  name: 'Ausgleichskasse Muster',
  address: ['Musterstrasse 1', '3000 Bern'],
  phone: '031 999 00 00',
  email: 'kontakt@kasse.example',
  logo: [{ kind: 'rect', x: 0, y: 0, width: 32, height: 32, rx: 8, fill: 'currentColor' }],
  accent: '#0b5747',
}

/** A line that grants a child allowance in the canton of St. Gallen, with what a test changes. */
export function line(change: Partial<DecisionLine> = {}): DecisionLine {
  return {
    childKey: 'c1',
    childName: 'Mia Petrović',
    childBirthDate: '2019-03-12',
    kind: 'child',
    granted: 'yes',
    difference: false,
    canton: 'SG',
    rate: 24_500,
    from: '2026-10-12',
    to: '2035-03-31',
    provenUntil: null,
    reasons: [
      reason('child-own'),
      reason('child-age', { endDate: '2035-03-31' }),
      reason('income-reached', { incomeAmount: 6_240_000, minimumAmount: 756_000 }),
      reason('first-by-canton', { ownCanton: 'SG' }),
      reason('canton-rate', { workCanton: 'SG', rateAmount: 24_500 }),
    ],
    partMonths: [{ month: '2026-10', days: 19, amount: 15_580 }],
    ...change,
  }
}

/** A decision of which a test changes what it is about. */
export function decision(
  language: Language,
  change: Partial<FamilyAllowanceDecision> = {},
): FamilyAllowanceDecision {
  return {
    language,
    outcome: 'grant',
    office,
    place: 'Bern',
    date: '2026-11-23',
    createdAt: '2026-11-23T09:15:00.000Z',
    reference: 'FZ-AB12-CD34',
    submittedOn: '2026-11-16',
    employee: {
      name: 'Đorđe Petrović',
      address: ['Sonnenhalde 14', '9000 St. Gallen'],
      ahvNumber: '756.9217.0769.85',
    },
    employer: {
      name: 'Muster Bau AG',
      address: ['Industriestrasse 8', '9015 St. Gallen'],
      memberNumber: '47.110-3',
    },
    lines: [
      line(),
      line({
        childKey: 'c2',
        childName: 'Luka Petrović',
        childBirthDate: '2009-08-02',
        kind: 'education',
        rate: 29_800,
        difference: true,
        to: '2028-07-31',
        provenUntil: '2028-07-31',
        reasons: [
          reason('education-age', { startDate: '2026-08-01', endDate: '2028-07-31' }),
          reason('difference-paid', {
            ownAmount: 29_800,
            ownCanton: 'SG',
            otherAmount: 26_800,
            otherCanton: 'ZH',
            differenceAmount: 3_000,
          }),
        ],
      }),
    ],
    monthly: 54_300,
    arrears: 34_530,
    paidTo: 'employer',
    signedBy: 'Lena Amsler, Sachbearbeiterin',
    ...change,
  }
}

export function receipt(language: Language, change: Partial<SubmissionReceipt> = {}): SubmissionReceipt {
  return {
    language,
    office,
    place: 'Bern',
    reference: 'FZ-AB12-CD34',
    matter: 'Familienzulagen, neue Anmeldung',
    submittedAt: '2026-11-16T13:09:00.000Z',
    submitter: 'Sandra Keller',
    member: {
      name: 'Muster Bau AG',
      address: ['Industriestrasse 8', '9015 St. Gallen'],
      memberNumber: '47.110-3',
    },
    person: 'Đorđe Petrović, 756.9217.0769.85',
    sections: [
      {
        title: 'Arbeit',
        rows: [
          { label: 'Arbeitskanton', value: 'St. Gallen' },
          { label: 'Angestellt seit', value: '12. Oktober 2026' },
          { label: 'AHV-Lohn im Jahr', value: 'CHF 62’400.00' },
        ],
      },
      {
        title: 'Mia Petrović',
        rows: [
          { label: 'Geboren am', value: '12. März 2019' },
          { label: 'Lebt bei', value: 'beiden Eltern' },
        ],
      },
    ],
    attachments: ['Familienausweis.pdf (Geburtsurkunde)', 'Lehrvertrag Luka.pdf (Ausbildung)'],
    next: [
      'Wir prüfen Ihre Angaben bis am 7. Dezember 2026.',
      'Fehlt etwas, erhalten Sie eine Aufgabe im Portal und eine E-Mail.',
      'Der Entscheid kommt als Mitteilung ins Portal.',
    ],
    ...change,
  }
}
