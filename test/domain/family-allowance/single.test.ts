import { expect } from 'chai'
import type { ChildAnswers } from '../../../domain/family-allowance/answers.js'
import type { Canton } from '../../../domain/kinds.js'
import { child, employment, onFile, otherParent, proposalOn, rulesOf, short } from './facts.js'

describe('birth and adoption allowances', () => {
  const baby = (change: Partial<ChildAnswers> = {}) =>
    child({ birthDate: '2026-10-20', kinds: ['child', 'birth'], motherResident: true, ...change })
  const inCanton = (canton: Canton, change: Partial<ChildAnswers> = {}, around = {}) =>
    proposalOn(
      {
        request: { purpose: 'new', from: '2026-10-01' },
        employment: employment({ canton }),
        children: [baby({ residenceCanton: canton, ...change })],
      },
      around,
    )

  it('is paid once at birth where the canton knows it', () => {
    const proposal = inCanton('UR')
    expect(proposal.lines.map(short)).deep.equal([
      ['child', 'yes', 24_000, '2026-10-01', '2042-10-31'],
      ['birth', 'yes', 120_000, '2026-10-20', '2026-10-20'],
    ])
    expect(proposal.monthly).equal(24_000)
    expect(proposal.arrears).equal(24_000 + 120_000)
  })

  it('is not paid where the canton does not know it', () => {
    const [, birth] = inCanton('SG').lines
    expect(birth?.granted).equal('no')
    expect(rulesOf(birth)).include('birth-not-paid')
  })

  it('needs the mother to have lived in Switzerland', () => {
    expect(inCanton('UR', { motherResident: false }).lines[1]?.granted).equal('no')
    expect(inCanton('UR', { motherResident: undefined }).lines[1]?.granted).equal('open')
  })

  it('needs the employment on the day of birth', () => {
    const [, birth] = inCanton('UR', {}, { employment: { from: '2026-10-21', to: null } }).lines
    expect(birth?.granted).equal('no')
    expect(rulesOf(birth)).include('outside-employment')
  })

  it('is not paid twice for a child', () => {
    const filed = onFile({ kind: 'birth', from: '2026-10-20', to: '2026-10-20' })
    const [, birth] = inCanton('UR', { childId: 'mia' }, { onFile: [filed] }).lines
    expect(rulesOf(birth)).include('on-file-already')
    expect(birth?.granted).equal('no')
  })

  it('leaves open what no source confirms: the third child in Geneva, twins in Vaud', () => {
    const siblings = ['2020-01-01', '2022-01-01'].map((birthDate, i) =>
      onFile({ id: `e${i}`, childId: `s${i}`, birthDate, to: null }),
    )
    const third = inCanton('GE', {}, { onFile: siblings }).lines.find(({ kind }) => kind === 'birth')
    expect(third && short(third)).deep.equal(['birth', 'open', 307_300, '2026-10-20', '2026-10-20'])
    const { lines } = proposalOn({
      employment: employment({ canton: 'VD' }),
      children: [
        baby({ kinds: ['birth'] }),
        baby({ key: 'tim', ahvNumber: '756.1234.5678.97', kinds: ['birth'] }),
      ],
    })
    expect(lines.map(({ granted }) => granted)).deep.equal(['open', 'open'])
    expect(rulesOf(lines[0])).include('rate-unconfirmed')
  })

  it('gives the second in line the difference', () => {
    const { lines } = proposalOn({
      employment: employment({ canton: 'VS' }),
      children: [baby({ residenceCanton: 'UR', kinds: ['birth'] })],
      otherParent: otherParent({ work: 'employed', canton: 'UR', yearlyIncome: 5_000_000 }),
    })
    expect(lines.map(short)).deep.equal([['birth', 'yes', 94_200, '2026-10-20', '2026-10-20']])
    expect(lines[0]?.difference).equal(true)
  })

  it('is paid for an adopted minor only, with an amount the office confirms', () => {
    const adopting = (change: Partial<ChildAnswers>) =>
      proposalOn({
        employment: employment({ canton: 'FR' }),
        children: [child({ kinds: ['adoption'], relation: 'adopted', ...change })],
      })
    const [line] = adopting({}).lines
    expect(line && short(line)).deep.equal(['adoption', 'open', 150_000, '2026-11-01', '2026-11-01'])
    expect(adopting({}).missing).deep.include({ purpose: 'adoption', childKey: 'mia' })
    expect(rulesOf(adopting({ relation: 'step' }).lines[0])).include('adoption-not-adopted')
    expect(rulesOf(adopting({ birthDate: '2008-11-01' }).lines[0])).include('adoption-of-age')
    expect(adopting({ birthDate: '2008-11-02' }).lines[0]?.granted).equal('open')
  })
})

describe('children of different kinds', () => {
  const grantedFor = (change: Partial<ChildAnswers>) => proposalOn({ children: [child(change)] }).lines[0]

  it('counts a stepchild in the household', () => {
    expect(grantedFor({ relation: 'step' })?.granted).equal('yes')
    expect(grantedFor({ relation: 'step', livesWith: 'elsewhere' })?.granted).equal('no')
  })

  it('leaves to the office whether siblings and grandchildren are mainly supported', () => {
    expect(grantedFor({ relation: 'grandchild' })?.granted).equal('open')
    expect(grantedFor({ relation: 'sibling' })?.granted).equal('open')
  })

  it('leaves children abroad to the office, with the amount of the canton for its information', () => {
    const line = grantedFor({ residenceCountry: 'PT', residenceCanton: undefined })
    expect(line && short(line)).deep.equal(['child', 'open', 24_500, '2026-11-01', '2035-03-31'])
    expect(rulesOf(line)).include('child-abroad')
  })
})
