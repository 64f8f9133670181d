import { expect } from 'chai'
import type {
  ChildAnswers,
  EmploymentAnswers,
  RequestAnswers,
} from '../../../domain/family-allowance/answers.js'
import {
  childProblems,
  childrenProblems,
  otherParentProblems,
  requestProblems,
  trainingProblems,
} from '../../../domain/family-allowance/valid.js'
import { answers, child, employment, otherParent, training } from './facts.js'

const today = '2026-11-23'
const request: RequestAnswers = { purpose: 'new', from: '2026-11-01' }
const codes = (problems: { code: string }[]) => problems.map(({ code }) => code)

describe('what cannot be in a report', () => {
  it('is nothing in the usual one', () => {
    const { request, employment, children, otherParent } = answers()
    expect(requestProblems(request, employment, today)).deep.equal([])
    expect(childrenProblems(children, request)).deep.equal([])
    expect(childProblems(child(), request, employment, today)).deep.equal([])
    expect(otherParentProblems(otherParent)).deep.equal([])
    expect(trainingProblems(child(), undefined, request)).deep.equal([])
  })

  const asking = (change: Partial<RequestAnswers>, work: Partial<EmploymentAnswers> = {}) =>
    codes(requestProblems({ ...request, ...change }, employment(work), today))

  it('is a day outside the employment, five years back or more than a year ahead', () => {
    expect(asking({ from: '2017-12-31' })).deep.equal(['from-before-employment', 'from-too-old'])
    expect(asking({ from: '2021-10-31' })).deep.equal(['from-too-old'])
    expect(asking({ from: '2021-11-01' })).deep.equal([])
    expect(asking({ from: '2026-12-01' }, { until: '2026-11-30' })).deep.equal(['from-after-employment'])
    expect(asking({ from: '2027-11-23' })).deep.equal([])
    expect(asking({ from: '2027-11-24' })).deep.equal(['from-too-far-ahead'])
  })

  it('is an end without a reason', () => {
    expect(asking({ purpose: 'end' })).deep.equal(['end-reason-missing'])
    expect(asking({ purpose: 'end', endReason: 'other' })).deep.equal([])
  })

  it('is a report without a child, with over twenty, or with one twice', () => {
    const many = Array.from({ length: 21 }, (_, i) =>
      child({ key: `c${i}`, firstName: `Kind ${i}`, ahvNumber: undefined }),
    )
    expect(codes(childrenProblems([], request))).deep.equal(['no-children'])
    expect(codes(childrenProblems(many, request))).deep.equal(['too-many-children'])
    expect(codes(childrenProblems(many.slice(1), request))).deep.equal([])
    const spaced = child({ key: 'b', firstName: 'Tim', ahvNumber: '756 9217 0769 85' })
    expect(codes(childrenProblems([child(), spaced], request))).deep.equal(['same-ahv-number'])
    const shouted = child({ key: 'b', firstName: 'MIA', ahvNumber: undefined })
    expect(codes(childrenProblems([child(), shouted], request))).deep.equal(['same-child'])
    const twin = child({ key: 'b', firstName: 'Tim', ahvNumber: undefined })
    expect(codes(childrenProblems([child(), twin], request))).deep.equal([])
  })

  const about = (change: Partial<ChildAnswers>, work: Partial<EmploymentAnswers> = {}) =>
    codes(childProblems(child(change), request, employment(work), today))

  it('is a wrong AHV number, each with its own sentence', () => {
    expect(about({ ahvNumber: '756.9217.0769.84' })).deep.equal(['ahv-number-check-digit'])
    expect(about({ ahvNumber: '123.4567.8901.28' })).deep.equal(['ahv-number-prefix'])
    expect(about({ ahvNumber: '756' })).deep.equal(['ahv-number-length'])
    expect(about({ ahvNumber: undefined })).deep.equal([])
  })

  it('is a child older than 25, from the month after the birthday', () => {
    expect(about({ birthDate: '2001-11-02', kinds: ['education'] })).deep.equal([])
    expect(about({ birthDate: '2001-10-31', kinds: ['education'] })).deep.equal(['older-than-25'])
  })

  it('is a kind that does not fit the age', () => {
    expect(about({ birthDate: '2010-11-30' })).deep.equal([])
    expect(about({ birthDate: '2010-10-31' })).deep.equal(['child-over-16'])
    expect(about({ birthDate: '2010-10-31', kinds: ['child', 'education'] })).deep.equal([])
    expect(about({ birthDate: '2010-10-31', incapable: true })).deep.equal([])
    expect(about({ birthDate: '2006-10-31', incapable: true })).deep.equal(['child-over-20'])
    expect(about({ birthDate: '2015-01-01', kinds: ['education'] })).deep.equal(['education-under-15'])
    expect(about({ birthDate: '2012-11-30', kinds: ['education'] })).deep.equal([])
    expect(about({ kinds: [] })).deep.equal(['kind-missing'])
  })

  it('is a birth far ahead, or a home in Switzerland without a canton', () => {
    expect(about({ birthDate: '2027-08-24' })).deep.equal(['born-too-far-ahead'])
    expect(about({ residenceCanton: undefined })).deep.equal(['canton-missing'])
    expect(about({ residenceCanton: undefined, residenceCountry: 'PT' })).deep.equal([])
  })

  it('is a birth allowance the canton does not pay, or not to this employment, or not any more', () => {
    const born = (birthDate: string, work: Partial<EmploymentAnswers>) =>
      about({ birthDate, kinds: ['child', 'birth'] }, work)
    expect(born('2026-10-20', { canton: 'SG' })).deep.equal(['birth-not-in-canton'])
    expect(born('2026-10-20', { canton: 'UR' })).deep.equal([])
    expect(born('2026-10-20', { canton: 'UR', since: '2026-10-21' })).deep.equal(['birth-before-employment'])
    expect(born('2021-10-31', { canton: 'UR' })).deep.equal(['birth-too-old'])
    expect(born('2025-10-20', { canton: 'SG' }), 'no table, so the office decides').deep.equal([])
  })

  it('is an adoption allowance for a child that is of age or not adopted', () => {
    const adopting = (change: Partial<ChildAnswers>, work: Partial<EmploymentAnswers> = { canton: 'FR' }) =>
      about({ kinds: ['adoption'], relation: 'adopted', ...change }, work)
    expect(adopting({})).deep.equal([])
    expect(adopting({}, { canton: 'SZ' })).deep.equal(['adoption-not-in-canton'])
    expect(adopting({ relation: 'step' })).deep.equal(['adoption-not-adopted'])
    expect(adopting({ birthDate: '2008-11-01' })).deep.equal(['adoption-of-age'])
  })

  it('is a training that is missing, turned round, too late or over', () => {
    const student = child({ birthDate: '2010-05-05', kinds: ['education'] })
    const on = (change: Parameters<typeof training>[0]) =>
      codes(trainingProblems(student, training(change), request))
    expect(codes(trainingProblems(student, undefined, request))).deep.equal(['training-missing'])
    expect(codes(trainingProblems(child(), undefined, request))).deep.equal([])
    expect(on({})).deep.equal([])
    expect(on({ until: '2026-07-31' })).deep.equal(['training-ends-before-start'])
    expect(on({ from: '2035-06-01', until: '2036-06-01' })).deep.equal(['training-over-25'])
    expect(on({ from: '2025-08-01', until: '2026-10-31' })).deep.equal(['training-over'])
    expect(on({ from: '2025-08-01', until: '2026-11-01' })).deep.equal([])
  })

  it('is an other parent of whom what decides is not said', () => {
    expect(codes(otherParentProblems(undefined))).deep.equal(['other-parent-missing'])
    expect(codes(otherParentProblems(otherParent({ known: 'deceased' })))).deep.equal([])
    expect(codes(otherParentProblems(otherParent({ work: 'employed' })))).deep.equal([
      'other-parent-canton-missing',
    ])
    expect(codes(otherParentProblems(otherParent({ work: 'employed', country: 'AT' })))).deep.equal([])
    expect(codes(otherParentProblems(otherParent({ receives: 'ended' })))).deep.equal([
      'received-until-missing',
    ])
    expect(codes(otherParentProblems(otherParent({ ahvNumber: '1' })))).deep.equal(['ahv-number-length'])
  })

  it('does not trouble a report that only ends something with what it does not ask', () => {
    const end: RequestAnswers = { purpose: 'end', from: '2026-11-30', endReason: 'training-ended' }
    const grown = child({ birthDate: '2001-01-01', kinds: [] })
    expect(requestProblems(end, employment(), today)).deep.equal([])
    expect(childrenProblems([grown], end)).deep.equal([])
    expect(childProblems(grown, end, employment(), today)).deep.equal([])
  })
})
