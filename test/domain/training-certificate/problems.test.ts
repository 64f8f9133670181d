import { expect } from 'chai'
import type { Certificate } from '../../../domain/training-certificate/answers.js'
import {
  certificateProblemCodes,
  certificateProblems,
} from '../../../domain/training-certificate/problems.js'
import { asked, facts, training } from './facts.js'

const problems = (certificate: Certificate, change = {}) =>
  certificateProblems(certificate, asked(certificate, change), facts()).map(({ code, field }) => [
    code,
    field,
  ])

describe('what cannot be in a training certificate', () => {
  const cases: [string, Certificate, object?][] = [
    ['ends-before-start until', training({ from: '2027-08-01', until: '2027-07-31' })],
    ['proven-already until', training({ from: '2025-08-01', until: '2026-07-31' })],
    ['starts-too-late from', training({ from: '2027-08-01', until: '2028-07-31', gap: 'other' })],
    ['lasts-too-long until', training({ until: '2062-07-31' })],
    ['over-25 from', training({ from: '2033-04-01', until: '2034-03-31' })],
    ['hours-missing hours', training({ extent: 'part' })],
    ['hours-missing hours', training({ kind: 'bridging' })],
    ['gap-missing gap', training({ from: '2026-09-01' })],
    ['ended-before-allowance lastDay', { state: 'ended', lastDay: '2025-07-31' }],
    ['ended-too-late lastDay', { state: 'ended', lastDay: '2027-08-01' }],
    ['last-day-missing lastDay', { state: 'ended' }],
    [
      'resumes-before-pause resumesOn',
      { state: 'interrupted', lastDay: '2026-05-31', why: 'illness', resumesOn: '2026-05-31' },
    ],
    [
      'resumes-within-proof resumesOn',
      { state: 'interrupted', lastDay: '2026-05-31', why: 'illness', resumesOn: '2026-07-31' },
    ],
    ['under-15 until', training(), { child: { ...asked(null).child, birthDate: '2013-03-12' } }],
  ]
  for (const [wrong, certificate, change] of cases)
    it(wrong, () => expect(problems(certificate, change).map((it) => it.join(' '))).include(wrong))

  it('are all tried here', () => {
    const tried = new Set(cases.map(([wrong]) => wrong.split(' ')[0]))
    expect(certificateProblemCodes.filter((code) => !tried.has(code))).deep.equal([])
  })

  it('are none in a usual answer', () => {
    expect(problems(training())).deep.equal([])
    expect(problems(training({ from: '2026-09-14', until: '2027-08-31', gap: 'holidays' }))).deep.equal([])
    expect(problems({ state: 'ended', lastDay: '2026-06-30' })).deep.equal([])
    expect(problems({ state: 'ended' }, { why: 'turns-16' })).deep.equal([])
    expect(problems({ state: 'interrupted', lastDay: '2026-05-31', why: 'service' })).deep.equal([])
  })
})
