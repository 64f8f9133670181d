import { monthOfBirthday } from '../../../domain/family-allowance/ages.js'
import {
  type Certificate,
  type CertificateAnswers,
  nothingSettled,
  type TrainingCertified,
} from '../../../domain/training-certificate/answers.js'
import type { CertificateFacts, FiledEntitlement } from '../../../domain/training-certificate/facts.js'
import { proposeCertificate } from '../../../domain/training-certificate/propose.js'

export const born = '2008-03-12'

/** An education allowance of St. Gallen whose proof reaches to the end of July 2026. */
export function filed(change: Partial<FiledEntitlement> = {}): FiledEntitlement {
  return {
    id: 'e1',
    childId: 'mia',
    birthDate: born,
    kind: 'education',
    canton: 'SG',
    rate: 29_800,
    difference: false,
    from: '2025-08-01',
    to: '2026-07-31',
    provenUntil: '2026-07-31',
    ...change,
  }
}

/** The child allowance of a child that turns 16 in March 2026. */
export const childAllowance = (birthDate = '2010-03-12'): FiledEntitlement =>
  filed({
    birthDate,
    kind: 'child',
    rate: 24_500,
    from: '2026-01-01',
    to: monthOfBirthday(birthDate, 16),
    provenUntil: null,
  })

export function facts(change: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    today: '2026-07-06',
    employment: { from: '2018-01-01', to: null, canton: 'SG' },
    onFile: [filed()],
    elsewhere: [],
    rounding: 'per-day',
    ...change,
  }
}

/** The second year of an apprenticeship, as its contract says. */
export const training = (change: Partial<TrainingCertified> = {}): Certificate => ({
  state: 'training',
  kind: 'apprenticeship',
  title: 'Zimmerin EFZ',
  institution: 'Muster Holz AG',
  place: 'Wil',
  country: 'CH',
  from: '2026-08-01',
  until: '2027-07-31',
  extent: 'full',
  monthlyIncome: 90_000,
  ...change,
})

export function asked(
  certificate: Certificate | null,
  change: Partial<CertificateAnswers> = {},
): CertificateAnswers {
  return {
    child: { id: 'mia', firstName: 'Mia', lastName: 'Muster', birthDate: born },
    why: 'proof-ends',
    schoolYear: 2026,
    until: '2026-07-31',
    certificates: certificate ? [{ ...certificate, at: '2026-07-06T08:00:00.000Z' }] : [],
    settled: nothingSettled,
    documents: certificate?.state === 'training' ? [{ documentId: 'd1', purpose: 'training' }] : [],
    ...change,
  }
}

/** The proposal in short: verdict, and of each line kind, standing, rate, days and whether it ends something. */
export function outcomeOf(answers: CertificateAnswers, around: Partial<CertificateFacts> = {}) {
  const { verdict, lines } = proposeCertificate(answers, facts(around))
  return {
    verdict,
    lines: lines.map(({ kind, granted, rate, from, to, ends }) => [
      kind,
      granted,
      rate,
      from,
      to,
      ends ? 'ends' : 'new',
    ]),
    rules: lines.flatMap(({ reasons }) => reasons.map(({ rule }) => rule)),
  }
}
