import { expect } from 'chai'
import type {
  ChildAnswers,
  EmploymentAnswers,
  OtherParentAnswers,
} from '../../../domain/family-allowance/answers.js'
import { differenceFor } from '../../../domain/family-allowance/difference.js'
import { type Criterion, priorityOf } from '../../../domain/family-allowance/priority.js'
import type { RateQuestion } from '../../../domain/family-allowance/rates.js'
import { rules } from '../../../domain/family-allowance/reasons.js'
import { child, employment } from './facts.js'

type First = 'applicant' | 'other-parent' | 'open'
type Facts = Partial<OtherParentAnswers> & {
  of?: Partial<ChildAnswers>
  own?: Partial<EmploymentAnswers>
}

/** Works in St. Gallen for CHF 60 000; the applicant earns CHF 78 000 there. */
const works = { work: 'employed', canton: 'SG', yearlyIncome: 6_000_000 } as const

describe('whose claim comes first', () => {
  const cases: [string, Facts, First, Criterion | undefined][] = [
    ['the other parent has died', { known: 'deceased' }, 'applicant', undefined],
    ['there is no other parent known', { known: 'unknown' }, 'applicant', undefined],
    ['only the applicant works', { work: 'none' }, 'applicant', 'a'],
    ['the other parent is unemployed', { work: 'unemployed' }, 'applicant', 'a'],
    ['the other earns too little to claim', { ...works, yearlyIncome: 755_900 }, 'applicant', 'a'],
    ['both work, the applicant has authority alone', { ...works, of: { authority: 'applicant' } }, 'applicant', 'b'],
    ['both work, the other has authority alone', { ...works, of: { authority: 'other-parent' } }, 'other-parent', 'b'],
    ['authority goes before household', { ...works, of: { authority: 'applicant', livesWith: 'other-parent' } }, 'applicant', 'b'],
    ['only one works goes before authority', { work: 'none', of: { authority: 'other-parent' } }, 'applicant', 'a'],
    ['joint authority, the child lives with the applicant', { ...works, of: { livesWith: 'applicant' } }, 'applicant', 'c'],
    ['joint authority, the child lives with the other', { ...works, of: { livesWith: 'other-parent' } }, 'other-parent', 'c'],
    ['household goes before canton', { ...works, canton: 'ZH', of: { livesWith: 'other-parent' } }, 'other-parent', 'c'],
    ['together, only the applicant works where the child lives', { ...works, canton: 'ZH', yearlyIncome: 9_900_000 }, 'applicant', 'd'],
    ['together, only the other works where the child lives', { ...works, canton: 'ZH', of: { residenceCanton: 'ZH' } }, 'other-parent', 'd'],
    ['together, neither works where the child lives', { ...works, canton: 'ZH', of: { residenceCanton: 'TG' } }, 'applicant', 'e'],
    ['together in one canton, the applicant earns more', works, 'applicant', 'e'],
    ['together in one canton, the other earns more', { ...works, yearlyIncome: 9_900_000 }, 'other-parent', 'e'],
    ['the wages of all employers count', { ...works, yearlyIncome: 8_000_000, own: { otherEmployers: [{ name: 'Zweite AG', yearlyIncome: 500_000 }] } }, 'applicant', 'e'],
    ['a wage goes before any income from self-employment', { ...works, work: 'self-employed', yearlyIncome: 20_000_000 }, 'applicant', 'e'],
    ['without any wage, the income from self-employment decides', { ...works, work: 'self-employed', own: { yearlyIncome: 0 } }, 'other-parent', 'f'],
    ['without any wage, and that income is not known', { ...works, work: 'self-employed', yearlyIncome: undefined, own: { yearlyIncome: 0 } }, 'open', 'f'],
    ['with third-party authority the household decides', { ...works, of: { authority: 'third', livesWith: 'applicant' } }, 'applicant', 'c'],
    ['no criterion separates the two', { ...works, yearlyIncome: 7_800_000 }, 'open', undefined],
    ['the wage of the other is not known', { ...works, yearlyIncome: undefined }, 'open', 'e'],
    ['the wage is not known, but the canton decides before', { ...works, canton: 'ZH', yearlyIncome: undefined }, 'applicant', 'd'],
    ['the canton of the other is not known, and matters', { ...works, canton: undefined, yearlyIncome: 9_900_000 }, 'open', 'd'],
    ['the canton of the other is not known, and does not matter', { ...works, canton: undefined }, 'applicant', 'e'],
    ['no contact, and joint authority', { known: 'no-contact' }, 'open', 'a'],
    ['no contact, but the applicant has authority alone', { known: 'no-contact', of: { authority: 'applicant' } }, 'applicant', 'b'],
    ['no contact, but the other has authority', { known: 'no-contact', of: { authority: 'other-parent' } }, 'open', 'a'],
    ['no contact, but the child lives with the applicant', { known: 'no-contact', of: { livesWith: 'applicant' } }, 'applicant', 'c'],
    ['the other works on a farm', { work: 'agriculture', canton: 'SG', yearlyIncome: 6_000_000 }, 'open', 'd'],
    ['the other works on a farm, the child lives with the applicant', { work: 'agriculture', of: { livesWith: 'applicant' } }, 'applicant', 'c'],
    ['the other works abroad', { ...works, canton: undefined, country: 'AT' }, 'open', undefined],
    ['the other lives abroad without work', { work: 'none', country: 'AT' }, 'applicant', 'a'],
    ['the child lives abroad, so no canton of residence decides', { ...works, canton: 'ZH', of: { residenceCountry: 'DE', residenceCanton: undefined } }, 'applicant', 'e'],
  ] // biome-ignore format: a table reads across

  for (const [name, { of, own, ...other }, first, criterion] of cases) {
    it(`${name}: ${first}${criterion ? ` (${criterion})` : ''}`, () => {
      const priority = priorityOf(child(of), employment(own), { known: 'yes', ...other }, '2026-11-23')
      expect([priority.first, priority.criterion]).deep.equal([first, criterion])
      expect(rules[priority.rule]?.[1]).equal({ applicant: 'yes', 'other-parent': 'no', open: 'open' }[first])
    })
  }

  it('stays open if nothing at all is said about the other parent', () => {
    expect(priorityOf(child(), employment(), undefined, '2026-11-23')).deep.equal({
      first: 'open',
      rule: 'open-other-parent',
    })
  })

  it('says which rule decided', () => {
    const ruleOn = (other: Facts) =>
      priorityOf(child(other.of), employment(), { known: 'yes', ...other }, '2026-11-23').rule
    expect(ruleOn(works)).equal('first-by-wage')
    expect(ruleOn({ ...works, yearlyIncome: 9_900_000 })).equal('second-by-wage')
    expect(ruleOn({ work: 'agriculture' })).equal('open-agriculture')
    expect(ruleOn({ ...works, country: 'AT' })).equal('open-abroad')
    expect(ruleOn({})).equal('open-work')
  })

  it('is the mirror image when the two change places', () => {
    const people = [
      { canton: 'SG', yearlyIncome: 7_800_000 },
      { canton: 'ZH', yearlyIncome: 6_000_000 },
      { canton: 'SG', yearlyIncome: 6_000_000 },
      { canton: 'TG', yearlyIncome: 9_900_000 },
    ] as const
    const mirror = { applicant: 'other-parent', 'other-parent': 'applicant', open: 'open' } as const
    for (const mine of people) {
      for (const theirs of people) {
        const one = priorityOf(
          child(),
          employment(mine),
          { known: 'yes', work: 'employed', ...theirs },
          '2026-11-23',
        )
        const two = priorityOf(
          child(),
          employment(theirs),
          { known: 'yes', work: 'employed', ...mine },
          '2026-11-23',
        )
        expect(two.first).equal(mirror[one.first])
        expect(two.criterion).equal(one.criterion)
      }
    }
  })
})

describe('the difference for the second in line', () => {
  const between = (
    own: RateQuestion['canton'],
    other: RateQuestion['canton'],
    change: Partial<RateQuestion> = {},
  ) => {
    const question = {
      canton: own,
      kind: 'child',
      date: '2026-06-01',
      birthDate: '2020-05-05',
      ordinal: 1,
    } as const
    const { amount, reason } = differenceFor({ ...question, ...change }, other)
    return [amount, reason.rule]
  }

  it('is what the own canton pays more', () => {
    expect(between('VS', 'ZH')).deep.equal([11_200, 'difference-paid'])
    expect(between('SG', 'ZH')).deep.equal([3_000, 'difference-paid'])
  })

  it('is nothing where the other canton pays as much or more', () => {
    expect(between('ZH', 'VS')).deep.equal([0, 'difference-none'])
    expect(between('BL', 'SO')).deep.equal([0, 'difference-none'])
  })

  it('does not exist within one canton', () => {
    expect(between('VS', 'VS')).deep.equal([0, 'difference-same-canton'])
  })

  it('looks at each kind and age by itself', () => {
    const education = { kind: 'education', birthDate: '2009-01-01' } as const
    expect(between('VS', 'ZH', education)).deep.equal([20_900, 'difference-paid'])
    expect(between('SG', 'ZH', { birthDate: '2013-01-01' })).deep.equal([0, 'difference-none'])
    expect(between('GE', 'ZH', { kind: 'birth' })).deep.equal([207_300, 'difference-paid'])
    expect(between('GE', 'FR', { kind: 'birth' })).deep.equal([57_300, 'difference-paid'])
    expect(between('VS', 'ZH', { ordinal: 3 })).deep.equal([22_000, 'difference-paid'])
  })

  it('is not guessed if either rate or the other canton is unknown', () => {
    expect(between('VS', 'ZH', { date: '2025-06-01' })).deep.equal([0, 'difference-unknown'])
    expect(between('SG', 'VS', { date: '2025-06-01' })).deep.equal([0, 'difference-unknown'])
    expect(between('GE', 'ZH', { kind: 'birth', ordinal: 3 })).deep.equal([0, 'difference-unknown'])
    const question = {
      canton: 'SG',
      kind: 'child',
      date: '2026-06-01',
      birthDate: '2020-05-05',
      ordinal: 1,
    } as const
    expect(differenceFor(question, undefined).reason.met).equal('open')
  })
})
