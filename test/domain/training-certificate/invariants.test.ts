import { expect } from 'chai'
import fc from 'fast-check'
import { addDays } from '../../../domain/dates.js'
import { monthOfBirthday } from '../../../domain/family-allowance/ages.js'
import { earliestClaim } from '../../../domain/family-allowance/backdating.js'
import { overlap } from '../../../domain/span.js'
import { certificateOutcome, goesOnUntil } from '../../../domain/training-certificate/outcome.js'
import { declined, proposeCertificate } from '../../../domain/training-certificate/propose.js'
import { anyCase } from './any.js'

type Case = typeof anyCase extends import('fast-check').Arbitrary<infer C> ? C : never

/** Holds a property against some thousand cases. */
const always = (holds: (given: Case, lines: ReturnType<typeof proposeCertificate>['lines']) => void) =>
  fc.assert(
    fc.property(anyCase, (given) => holds(given, proposeCertificate(given.answers, given.facts).lines)),
    { numRuns: 2000 },
  )

const firstOfMonthAfter = (day: string) => `${addDays(`${day.slice(0, 8)}01`, 31).slice(0, 8)}01`

describe('every proposal on a training certificate', () => {
  it('is the same for the same facts', () => {
    fc.assert(
      fc.property(anyCase, ({ answers, facts }) => {
        const again = proposeCertificate(structuredClone(answers), structuredClone(facts))
        expect(again).deep.equal(proposeCertificate(answers, facts))
      }),
    )
  })

  it('pays nothing after the month of the 25th birthday, nor before five years ago, nor outside the employment', () =>
    always(({ answers, facts }, lines) => {
      for (const line of lines.filter(({ ends, granted }) => !ends && granted !== 'no')) {
        expect(line.to && line.to <= monthOfBirthday(answers.child.birthDate, 25)).equal(true)
        if (answers.certificates[0]?.state === 'training') {
          expect(line.from >= earliestClaim(facts.today)).equal(true)
          expect(!facts.employment.to || (line.to ?? '') <= facts.employment.to).equal(true)
        }
      }
    }))

  it('never pays a day twice once its lines are carried out', () =>
    always(({ facts }, lines) => {
      const ended = new Map(lines.flatMap((line) => (line.ends ? [[line.ends, line.to]] : [])))
      const filed = facts.onFile
        .filter(({ childId }) => childId === 'mia')
        .map((it) => ({ from: it.from, to: ended.has(it.id) ? (ended.get(it.id) ?? null) : it.to }))
        .filter(({ from, to }) => to === null || to >= from)
      const fresh = lines.filter(({ ends, granted }) => !ends && granted !== 'no')
      for (const line of fresh) {
        expect(filed.some((it) => overlap(it, line))).equal(false)
        expect(fresh.some((other) => other !== line && overlap(other, line))).equal(false)
      }
    }))

  it('ends an allowance on file never later than it ends already', () =>
    always(({ facts }, lines) => {
      for (const line of lines) {
        const filed = facts.onFile.find(({ id }) => id === line.ends)
        if (filed?.to) expect((line.to ?? '') <= filed.to).equal(true)
      }
    }))

  it('gives a reason for each line, and refuses or leaves open only for one', () =>
    always((_given, lines) => {
      for (const { granted, reasons } of lines) {
        expect(reasons.length).above(0)
        if (granted !== 'yes') expect(reasons.some(({ met }) => met === granted)).equal(true)
        if (granted === 'yes') expect(reasons.every(({ met }) => met === 'yes')).equal(true)
      }
    }))

  it('pays amounts where it grants, and none where it refuses', () =>
    always((_given, lines) => {
      for (const { granted, rate, ends } of lines)
        expect(ends || (granted === 'no' ? rate === 0 : granted === 'open' || rate > 0)).ok
    }))

  it('is proven when it is granted, and grants nothing to the silent', () =>
    always(({ answers, facts }, lines) => {
      const { verdict } = proposeCertificate(answers, facts)
      if (answers.certificates.length === 0) expect(goesOnUntil(lines)).equal(null)
      if (verdict === 'grant' && answers.certificates[0]?.state === 'training')
        expect(goesOnUntil(lines)).not.equal(null)
    }))

  it('goes on without a hole when the next proof follows on the last', () =>
    always(({ answers, facts }, lines) => {
      const [filed] = facts.onFile
      const certificate = answers.certificates[0]
      if (certificate?.state !== 'training' || !filed || filed.kind !== 'education') return
      if (certificate.from > addDays(answers.until, 1) || filed.to === null || filed.to < answers.until)
        return
      // a month of a year whose rates are not known is open, and no hole
      const first = lines.find(({ ends, granted }) => !ends && granted !== 'no')
      if (first && first.from > earliestClaim(facts.today)) expect(first.from.slice(8)).equal('01')
      // an allowance may be on file for longer than it is proven: the next one begins after it, with the next month at the latest
      if (first)
        expect(
          first.from <= addDays(filed.to, 1) || first.from === firstOfMonthAfter(filed.to),
          `${first.from} after ${filed.to}`,
        ).equal(true)
    }))

  it('leaves nothing granted when the caseworker declines it', () =>
    fc.assert(
      fc.property(anyCase, ({ answers, facts }) => {
        const lines = declined(answers, facts)
        expect(goesOnUntil(lines)).equal(null)
        if (lines.length > 0) expect(certificateOutcome({ lines })).oneOf(['refused', 'ended'])
      }),
    ))
})
