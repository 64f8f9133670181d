import fc from 'fast-check'
import { addDays } from '../../../domain/dates.js'
import { monthOfBirthday } from '../../../domain/family-allowance/ages.js'
import {
  type Certificate,
  type CertificateAnswers,
  certifiedKinds,
  nothingSettled,
  pauses,
} from '../../../domain/training-certificate/answers.js'
import type { CertificateFacts } from '../../../domain/training-certificate/facts.js'
import { nextSchoolYear } from '../../../domain/training-certificate/school-year.js'

/** Any day of some years around the demo's. */
export const day = fc.integer({ min: 0, max: 4500 }).map((days) => addDays('2018-01-01', days))

const after = (date: string, most: number) =>
  fc.integer({ min: 0, max: most }).map((days) => addDays(date, days))

export const anyCertificate = (around: string): fc.Arbitrary<Certificate> =>
  fc.oneof(
    fc
      .record({
        kind: fc.constantFrom(...certifiedKinds),
        from: after(addDays(around, -400), 700),
        days: fc.integer({ min: 0, max: 1500 }),
        extent: fc.constantFrom('full' as const, 'part' as const),
        hours: fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }),
        monthlyIncome: fc.integer({ min: 0, max: 400_000 }),
        country: fc.constantFrom('CH', 'DE'),
        gap: fc.option(fc.constantFrom(...pauses), { nil: undefined }),
      })
      .map(({ days, ...it }) => ({
        ...it,
        state: 'training' as const,
        until: addDays(it.from, days),
        title: 'Kurs',
        institution: 'Schule',
        place: 'Ort',
      })),
    fc.record({
      state: fc.constant('interrupted' as const),
      lastDay: after(addDays(around, -200), 400),
      why: fc.constantFrom(...pauses),
      resumesOn: fc.option(after(around, 400), { nil: undefined }),
    }),
    fc.record({
      state: fc.constant('ended' as const),
      lastDay: fc.option(after(addDays(around, -200), 400), { nil: undefined }),
    }),
  )

/** What is asked about a child of any age, with any answer and any file. */
export const anyCase: fc.Arbitrary<{ answers: CertificateAnswers; facts: CertificateFacts }> = day.chain(
  (until) =>
    fc
      .record({
        birthDate: fc.integer({ min: 14 * 365, max: 26 * 365 }).map((days) => addDays(until, -days)),
        certificate: fc.option(anyCertificate(until), { nil: null }),
        proof: fc.boolean(),
        education: fc.boolean(),
        difference: fc.boolean(),
        open: fc.constantFrom(null, 0, 40),
        today: after(addDays(until, -60), 400),
        employedUntil: fc.option(after(addDays(until, -100), 900), { nil: null }),
        canton: fc.constantFrom('SG' as const, 'ZG' as const, 'GE' as const),
        sibling: fc.boolean(),
      })
      .map(
        ({
          birthDate,
          certificate,
          proof,
          education,
          difference,
          open,
          today,
          employedUntil,
          canton,
          sibling,
        }) => {
          const lastDay = education ? until : monthOfBirthday(birthDate, 16)
          const child = { id: 'mia', firstName: 'Mia', lastName: 'Muster', birthDate }
          const filed = {
            id: 'e1',
            childId: 'mia',
            birthDate,
            kind: education ? ('education' as const) : ('child' as const),
            canton,
            rate: 25_000,
            difference,
            from: addDays(lastDay, -300),
            to: open === null ? null : addDays(lastDay, open),
            provenUntil: education ? lastDay : null,
          }
          const elder = {
            ...filed,
            id: 'e2',
            childId: 'leo',
            birthDate: addDays(birthDate, -800),
            to: addDays(lastDay, 100),
          }
          return {
            answers: {
              child,
              why: education ? ('proof-ends' as const) : ('turns-16' as const),
              schoolYear: nextSchoolYear(lastDay),
              until: lastDay,
              certificates: certificate ? [{ ...certificate, at: '2026-07-06T08:00:00.000Z' }] : [],
              settled: nothingSettled,
              documents: proof ? [{ documentId: 'd1', purpose: 'training' }] : [],
            },
            facts: {
              today,
              employment: { from: '2010-01-01', to: employedUntil, canton },
              onFile: sibling ? [filed, elder] : [filed],
              elsewhere: [],
              rounding: 'per-day' as const,
            },
          }
        },
      ),
)
