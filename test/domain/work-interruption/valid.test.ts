import { expect } from 'chai'
import type { WorkInterruptionAnswers } from '../../../domain/work-interruption/answers.js'
import { missingPapers } from '../../../domain/work-interruption/findings.js'
import { interruptionProblems, type Surroundings } from '../../../domain/work-interruption/valid.js'
import { ill } from './answers.js'

const around: Surroundings = {
  today: '2026-11-24',
  employment: { from: '2020-01-01', to: null },
  others: [],
}
const codes = (change: Partial<WorkInterruptionAnswers>, there: Partial<Surroundings> = {}) =>
  interruptionProblems(ill(change), { ...around, ...there }).map(({ field, code }) => `${field} ${code}`)

describe('A report of an interruption', () => {
  it('is refused when it begins before the employment or after it', () => {
    const employment = { from: '2026-03-01', to: '2026-10-31' }
    expect(codes({}, { employment })).to.deep.equal(['begin before-employment'])
    expect(codes({ begin: '2026-11-01' }, { employment })).to.deep.equal(['begin after-employment'])
    expect(codes({ begin: '2026-03-01' }, { employment })).to.deep.equal([])
  })

  it('is refused when the person is away already', () => {
    const others = [{ from: '2026-01-05', to: '2026-02-10' }]
    expect(codes({}, { others })).to.deep.equal(['begin overlaps'])
    expect(codes({ begin: '2026-02-11' }, { others })).to.deep.equal([])
    expect(codes({ begin: '2026-02-11' }, { others: [{ from: '2026-01-05', to: null }] })).to.have.length(1)
    expect(codes({ begin: '2026-01-01', until: '2026-01-04' }, { others })).to.deep.equal([])
    expect(
      codes({ begin: '2026-01-01', resumption: { on: '2026-01-05', degree: 100 } }, { others }),
    ).to.deep.equal([])
  })

  it('is refused when its days do not follow each other', () => {
    expect(codes({ until: '2026-02-09' })).to.deep.equal(['until ends-before-begin'])
    expect(codes({ resumption: { on: '2026-02-10', degree: 100 } })).to.deep.equal([
      'resumedOn resumed-before',
    ])
    expect(codes({ resumption: { on: '2026-11-25', degree: 100 } })).to.deep.equal([
      'resumedOn resumed-ahead',
    ])
    expect(codes({ begin: '2027-11-25' })).to.deep.equal(['begin too-far-ahead'])
    expect(codes({ begin: '2019-01-01' })).to.include('begin lapsed')
    expect(codes({ reason: 'death', begin: '2026-11-25' })).to.deep.equal(['begin death-ahead'])
  })

  it('knows an extension only for a leave of parents', () => {
    expect(codes({ extension: 'hospital' })).to.deep.equal(['extension extension'])
    expect(codes({ reason: 'other-parent-leave', extension: 'hospital' })).to.have.length(1)
    expect(codes({ reason: 'maternity', extension: 'hospital' })).to.deep.equal([])
  })

  it('needs a certificate where health is the reason, or a newborn stays in hospital', () => {
    expect(missingPapers(ill())).to.deep.equal([{ purpose: 'medical' }])
    expect(missingPapers(ill({ documents: [{ documentId: 'a', purpose: 'medical' }] }))).to.deep.equal([])
    expect(missingPapers(ill({ reason: 'unpaid-leave' }))).to.deep.equal([])
    expect(missingPapers(ill({ reason: 'maternity', extension: 'both' }))).to.have.length(1)
  })
})
