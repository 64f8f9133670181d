import { expect } from 'chai'
import type {
  ChildAnswers,
  DocumentAnswers,
  FamilyAllowanceAnswers,
} from '../../../domain/family-allowance/answers.js'
import { child, employment, otherParent, proposalOn } from './facts.js'

describe('missing documents', () => {
  const missing = (of: Partial<ChildAnswers>, change: Partial<FamilyAllowanceAnswers> = {}) =>
    proposalOn({ children: [child(of)], ...change }).missing.map(({ purpose }) => purpose)

  it('are the birth certificate of a child the office does not know', () => {
    expect(missing({})).deep.equal(['birth-certificate'])
    expect(missing({ childId: 'mia' })).deep.equal([])
  })

  it('are the proof of custody if the parents live apart', () => {
    expect(missing({ livesWith: 'applicant' })).include('custody')
    expect(missing({}, { employment: employment({ civilStatus: 'divorced' }) })).include('custody')
    expect(
      missing({ livesWith: 'applicant' }, { otherParent: otherParent({ known: 'deceased' }) }),
    ).not.include('custody')
    expect(missing({})).not.include('custody')
  })

  it('are what proves adoption, foster care and residence abroad', () => {
    expect(missing({ relation: 'adopted' })).include('adoption')
    expect(missing({ relation: 'foster' })).include('foster')
    expect(missing({ residenceCountry: 'PT', residenceCanton: undefined })).include('residence')
  })

  it('are the wage slip of the other parent where income decides, once for all children', () => {
    const both = otherParent({ work: 'employed', canton: 'SG', yearlyIncome: 5_000_000 })
    const two = [child(), child({ key: 'tim', ahvNumber: '756.1234.5678.97' })]
    const asked = proposalOn({ children: two, otherParent: both }).missing
    expect(asked.filter(({ purpose }) => purpose === 'wage-other-parent')).deep.equal([
      { purpose: 'wage-other-parent' },
    ])
    expect(missing({}, { otherParent: { ...both, canton: 'ZH' } })).not.include('wage-other-parent')
  })

  it('are none for a child that is refused', () => {
    expect(missing({ birthDate: '2009-01-01' })).deep.equal([])
  })

  it('are not missing once they are there, for the right child', () => {
    const two = [child(), child({ key: 'tim', ahvNumber: '756.1234.5678.97' })]
    const with_ = (document: Partial<DocumentAnswers>) =>
      proposalOn({
        children: two,
        documents: [{ documentId: 'd1', purpose: 'birth-certificate', ...document }],
      }).missing
    expect(with_({ childKey: 'mia' })).deep.equal([{ purpose: 'birth-certificate', childKey: 'tim' }])
    expect(with_({})).length(2)
    expect(missing({}, { documents: [{ documentId: 'd1', purpose: 'birth-certificate' }] })).deep.equal([])
  })
})
