import { expect } from 'chai'
import type { FamilyAllowanceAnswers } from '../../../domain/family-allowance/answers.js'
import { child, employment, onFile, otherParent, proposalOn, rulesOf, short, training } from './facts.js'

const proofOfTraining = { documentId: 'd1', purpose: 'training' } as const

describe('a proposal', () => {
  it('grants the child allowance of the canton of work until the month of the 16th birthday', () => {
    const proposal = proposalOn()
    expect(proposal.verdict).equal('grant')
    expect(proposal.lines.map(short)).deep.equal([['child', 'yes', 24_500, '2026-11-01', '2035-03-31']])
    expect(proposal.monthly).equal(24_500)
    expect(proposal.arrears).equal(0)
    expect(rulesOf(proposal.lines[0])).deep.equal([
      'income-reached',
      'child-own',
      'first-by-work',
      'child-age',
      'canton-rate',
      'rate-later-years',
    ])
  })

  it('names the article of every rule', () => {
    for (const { law, rule } of proposalOn().lines.flatMap((line) => line.reasons)) {
      expect(law, rule).match(/^(FamZG|FamZV|ATSG|AHVV|FLG) \d/)
    }
  })

  it('begins with the month, whatever day is asked for', () => {
    expect(proposalOn({ request: { purpose: 'new', from: '2026-11-17' } }).lines[0]?.from).equal('2026-11-01')
  })

  it('begins with the month of birth for a child born since', () => {
    const lines = proposalOn({
      request: { purpose: 'new', from: '2026-06-01' },
      children: [child({ birthDate: '2026-08-31' })],
    }).lines
    expect(lines.map(short)).deep.equal([['child', 'yes', 24_500, '2026-08-01', '2042-08-31']])
  })

  it('refuses, and says so, when the wages stay below the minimum of 7560 a year', () => {
    const low = proposalOn({ employment: employment({ yearlyIncome: 755_999 }) })
    expect(low.verdict).equal('refuse')
    expect(rulesOf(low.lines[0])).include('income-too-low')
    expect(low.lines[0]?.rate).equal(0)
    expect(proposalOn({ employment: employment({ yearlyIncome: 756_000 }) }).verdict).equal('grant')
  })

  it('adds the wages of several employers, and leaves the claim to the fund of the highest', () => {
    const own = employment({ yearlyIncome: 400_000 })
    const small = proposalOn({
      employment: { ...own, otherEmployers: [{ name: 'B', yearlyIncome: 356_000 }] },
    })
    expect(small.verdict).equal('grant')
    expect(rulesOf(small.lines[0])).include('several-employers')
    const big = proposalOn({ employment: { ...own, otherEmployers: [{ name: 'B', yearlyIncome: 400_001 }] } })
    expect(big.verdict).equal('refuse')
    expect(rulesOf(big.lines[0])).include('other-employer-pays-more')
  })

  it('judges several children each by itself', () => {
    const proposal = proposalOn({
      children: [child(), child({ key: 'old', ahvNumber: '756.1234.5678.97', birthDate: '2009-05-05' })],
    })
    expect(proposal.lines.map(short)).deep.equal([
      ['child', 'yes', 24_500, '2026-11-01', '2035-03-31'],
      ['child', 'no', 0, '2026-11-01', null],
    ])
    expect(proposal.verdict).equal('grant')
    expect(rulesOf(proposal.lines[1])).include('child-too-old')
  })

  it('asks to clarify where nothing was asked', () => {
    expect(proposalOn({ children: [] }).verdict).equal('clarify')
  })
})

describe('the employment', () => {
  const around = { employment: { from: '2026-07-16', to: null } }
  const asked: Partial<FamilyAllowanceAnswers> = { request: { purpose: 'new', from: '2026-07-01' } }

  it('lets the allowance begin with the wage, the first month by days', () => {
    const [line] = proposalOn(asked, around).lines
    expect(line && short(line)).deep.equal(['child', 'yes', 24_500, '2026-07-16', '2035-03-31'])
    expect(line?.partMonths).deep.equal([{ month: '2026-07', days: 15, amount: 12_300 }])
    expect(rulesOf(line)).include.members(['employment-begins', 'part-month'])
  })

  it('rounds the part month at the end where the office does so', () => {
    const [line] = proposalOn(asked, { ...around, rounding: 'at-end' }).lines
    expect(line?.partMonths[0]?.amount).equal(12_250)
  })

  it('pays what has passed at once', () => {
    expect(proposalOn(asked, around).arrears).equal(12_300 + 3 * 24_500)
  })

  it('lets the allowance end with the wage, the last month by days', () => {
    const [line] = proposalOn({}, { employment: { from: '2018-01-01', to: '2026-12-10' } }).lines
    expect(line?.to).equal('2026-12-10')
    expect(line?.partMonths).deep.equal([{ month: '2026-12', days: 10, amount: 8_200 }])
    expect(rulesOf(line)).include('employment-ends')
    const told = proposalOn({ employment: employment({ until: '2026-12-10' }) }).lines[0]
    expect(told?.to).equal('2026-12-10')
  })

  it('gives nothing for a time in which there was none', () => {
    const proposal = proposalOn({}, { employment: { from: '2018-01-01', to: '2026-10-31' } })
    expect(proposal.verdict).equal('refuse')
    expect(rulesOf(proposal.lines[0])).include('outside-employment')
  })
})

describe('years without a table', () => {
  it('are left open instead of guessed: the amounts of St. Gallen for 2025 are not confirmed', () => {
    const proposal = proposalOn({ request: { purpose: 'new', from: '2025-09-01' } })
    expect(proposal.lines.map(short)).deep.equal([
      ['child', 'open', 0, '2025-09-01', '2025-12-31'],
      ['child', 'yes', 24_500, '2026-01-01', '2035-03-31'],
    ])
    expect(proposal.verdict).equal('clarify')
    expect(rulesOf(proposal.lines[0])).include('rate-unknown')
    expect(proposal.arrears).equal(10 * 24_500)
  })

  it('use the table of their year where there is one', () => {
    const lines = proposalOn({
      request: { purpose: 'new', from: '2025-11-01' },
      employment: employment({ canton: 'AG' }),
      children: [child({ residenceCanton: 'AG' })],
    }).lines
    expect(lines.map(short)).deep.equal([
      ['child', 'yes', 21_500, '2025-11-01', '2025-12-31'],
      ['child', 'yes', 22_500, '2026-01-01', '2035-03-31'],
    ])
  })

  it('run through where the rate stays the same', () => {
    const lines = proposalOn({
      request: { purpose: 'new', from: '2025-11-01' },
      employment: employment({ canton: 'BE' }),
      children: [child({ residenceCanton: 'BE' })],
    }).lines
    expect(lines.map(short)).deep.equal([['child', 'yes', 25_000, '2025-11-01', '2035-03-31']])
  })

  it('are told apart: a claim that only begins in 2027 waits for the table', () => {
    const proposal = proposalOn({ request: { purpose: 'new', from: '2027-01-01' } })
    expect(proposal.lines.map(short)).deep.equal([['child', 'open', 0, '2027-01-01', '2035-03-31']])
    expect(proposal.verdict).equal('clarify')
    expect(proposal.monthly).equal(0)
  })

  it('leave open what is decided in 2027, from January on', () => {
    const proposal = proposalOn({}, { today: '2027-01-15', submittedOn: '2026-12-20' })
    expect(proposal.lines.map(short)).deep.equal([
      ['child', 'yes', 24_500, '2026-11-01', '2026-12-31'],
      ['child', 'open', 0, '2027-01-01', '2035-03-31'],
    ])
  })

  it('leave the minimum income open for a report of 2027', () => {
    const proposal = proposalOn({}, { today: '2027-01-15', submittedOn: '2027-01-15' })
    expect(rulesOf(proposal.lines[0])).include('income-limit-unknown')
    expect(proposal.verdict).equal('clarify')
  })

  it('reserve an adjustment for a claim that runs on', () => {
    expect(proposalOn().lines[0]?.reasons.at(-1)).deep.equal({
      rule: 'rate-later-years',
      params: { knownDate: '2026-12-31' },
      law: 'FamZG 3 II',
      met: 'open',
    })
  })
})

describe('backdating', () => {
  it('reaches five years back and no further', () => {
    const proposal = proposalOn({ request: { purpose: 'new', from: '2019-03-01' } })
    expect(proposal.lines[0]?.from).equal('2021-11-01')
    expect(rulesOf(proposal.lines[0])).include('backdating-limited')
  })

  it('refuses what has lapsed altogether', () => {
    const gone = child({ birthDate: '2004-03-12' })
    const proposal = proposalOn({ request: { purpose: 'new', from: '2019-03-01' }, children: [gone] })
    expect(proposal.verdict).equal('refuse')
    expect(rulesOf(proposal.lines[0])).include('lapsed')
  })
})

describe('education', () => {
  const student = (change = {}) =>
    child({ birthDate: '2011-02-10', kinds: ['child', 'education'], ...change })
  const asked = (change: Partial<FamilyAllowanceAnswers> = {}): Partial<FamilyAllowanceAnswers> => ({
    request: { purpose: 'new', from: '2026-06-01' },
    children: [student()],
    training: { mia: training() },
    ...change,
  })

  it('takes over from the child allowance in the month it starts', () => {
    const { lines } = proposalOn(asked())
    expect(lines.map(short)).deep.equal([
      ['child', 'yes', 24_500, '2026-06-01', '2026-07-31'],
      ['education', 'yes', 29_800, '2026-08-01', '2029-07-31'],
    ])
    expect(rulesOf(lines[1])).include.members([
      'education-age',
      'education-replaces-child',
      'child-income-within',
    ])
  })

  it('takes over also where only the child allowance was asked for', () => {
    const { lines } = proposalOn(asked({ children: [student({ kinds: ['child'] })] }))
    expect(lines.map(({ kind }) => kind)).deep.equal(['child', 'education'])
  })

  it('gives the child allowance back if it ends before 16', () => {
    const { lines } = proposalOn(asked({ training: { mia: training({ until: '2026-09-30' }) } }))
    expect(lines.map(short)).deep.equal([
      ['child', 'yes', 24_500, '2026-06-01', '2026-07-31'],
      ['child', 'yes', 24_500, '2026-10-01', '2027-02-28'],
      ['education', 'yes', 29_800, '2026-08-01', '2026-09-30'],
    ])
  })

  it('is paid in compulsory school from the month after the 16th birthday', () => {
    const pupil = student({ birthDate: '2010-08-20' })
    const school = training({ kind: 'compulsory-school', from: '2025-08-01', until: '2027-07-31' })
    const { lines } = proposalOn(asked({ children: [pupil], training: { mia: school } }))
    expect(lines.map(short)).deep.equal([
      ['child', 'yes', 24_500, '2026-06-01', '2026-08-31'],
      ['education', 'yes', 29_800, '2026-09-01', '2027-07-31'],
    ])
  })

  it('ends with the month of the 25th birthday', () => {
    const { lines } = proposalOn(asked({ children: [student({ birthDate: '2003-02-10' })] }))
    expect(lines.map(short)).deep.equal([['education', 'yes', 29_800, '2026-08-01', '2028-02-29']])
  })

  it('is refused past the 25th birthday', () => {
    const proposal = proposalOn(
      asked({ children: [student({ birthDate: '2001-02-10', kinds: ['education'] })] }),
    )
    expect(proposal.verdict).equal('refuse')
    expect(rulesOf(proposal.lines[0])).include('education-outside')
  })

  it('is not education any more if the child earns over 2520 a month; the child allowance then stays', () => {
    const earning = (monthlyIncome: number) =>
      proposalOn(asked({ training: { mia: training({ monthlyIncome }) } })).lines
    expect(earning(252_000).map(({ kind, granted }) => [kind, granted])).deep.equal([
      ['child', 'yes'],
      ['education', 'yes'],
    ])
    const over = earning(252_001)
    expect(over.map(({ kind, granted, to }) => [kind, granted, to])).deep.equal([
      ['child', 'yes', '2027-02-28'],
      ['education', 'no', '2029-07-31'],
    ])
    expect(rulesOf(over[1])).include('child-income-too-high')
  })

  it('is proven only by a document', () => {
    const without = proposalOn(asked())
    expect(without.lines[1]?.provenUntil).equal(null)
    expect(without.missing).deep.include({ purpose: 'training', childKey: 'mia' })
    const proven = proposalOn(asked({ documents: [{ ...proofOfTraining, childKey: 'mia' }] }))
    expect(proven.lines[1]?.provenUntil).equal('2029-07-31')
    expect(proven.missing).not.deep.include({ purpose: 'training', childKey: 'mia' })
  })

  it('stays open if nothing is said about the training', () => {
    const proposal = proposalOn(asked({ children: [student({ kinds: ['education'] })], training: {} }))
    expect(proposal.verdict).equal('clarify')
    expect(rulesOf(proposal.lines[0])).include('education-unknown')
  })

  it('takes the place of a child allowance on file, which ends the day before', () => {
    const { lines } = proposalOn(asked({ children: [student({ childId: 'mia', kinds: ['education'] })] }), {
      onFile: [onFile({ birthDate: '2011-02-10', from: '2020-01-01', to: '2027-02-28' })],
    })
    expect(lines.map((line) => [...short(line), line.ends])).deep.equal([
      ['education', 'yes', 29_800, '2026-08-01', '2029-07-31', undefined],
      ['child', 'yes', 24_500, '2020-01-01', '2026-07-31', 'e1'],
    ])
  })

  it('sets off what was paid on file for the same months', () => {
    const { arrears } = proposalOn(asked({ children: [student({ childId: 'mia', kinds: ['education'] })] }), {
      onFile: [onFile({ birthDate: '2011-02-10', from: '2020-01-01', to: '2027-02-28' })],
    })
    expect(arrears).equal(3 * (29_800 - 24_500))
  })
})

describe('a child that cannot work', () => {
  it('draws the child allowance to the month of the 20th birthday, with a medical proof', () => {
    const proposal = proposalOn({ children: [child({ birthDate: '2009-05-05', incapable: true })] })
    expect(proposal.lines.map(short)).deep.equal([['child', 'yes', 24_500, '2026-11-01', '2029-05-31']])
    expect(rulesOf(proposal.lines[0])).include('child-incapable')
    expect(proposal.missing).deep.include({ purpose: 'medical', childKey: 'mia' })
  })
})

describe('rates that change on the way', () => {
  it('give successive lines from the month after the 12th birthday in Zurich', () => {
    const { lines } = proposalOn({
      request: { purpose: 'new', from: '2026-01-01' },
      employment: employment({ canton: 'ZH' }),
      children: [child({ birthDate: '2014-07-31', residenceCanton: 'ZH' })],
    })
    expect(lines.map(short)).deep.equal([
      ['child', 'yes', 21_500, '2026-01-01', '2026-07-31'],
      ['child', 'yes', 26_800, '2026-08-01', '2030-07-31'],
    ])
    expect(rulesOf(lines[1])).include('rate-from-age')
  })

  it('give successive lines from the month after the 18th birthday in Zug', () => {
    const { lines } = proposalOn({
      employment: employment({ canton: 'ZG' }),
      children: [child({ birthDate: '2008-12-24', residenceCanton: 'ZG', kinds: ['education'] })],
      training: { mia: training() },
    })
    expect(lines.map(short)).deep.equal([
      ['education', 'yes', 33_000, '2026-11-01', '2026-12-31'],
      ['education', 'yes', 38_500, '2027-01-01', '2029-07-31'],
    ])
  })

  const three = ['2012-01-01', '2015-01-01', '2018-01-01'].map((birthDate, i) =>
    child({ key: `c${i}`, ahvNumber: undefined, birthDate, residenceCanton: 'VS' }),
  )
  const inValais = { employment: employment({ canton: 'VS' }), children: three }

  it('are higher for the third child, and fall when the eldest leaves', () => {
    const { lines } = proposalOn(inValais)
    expect(
      lines.filter(({ childKey }) => childKey === 'c2').map(({ rate, from, to }) => [rate, from, to]),
    ).deep.equal([
      [43_500, '2026-11-01', '2028-01-31'],
      [32_700, '2028-02-01', '2034-01-31'],
    ])
    expect(lines.filter(({ childKey }) => childKey === 'c1').map(({ rate }) => rate)).deep.equal([32_700])
  })

  it('go by birth, not by the order in which children are entered', () => {
    const { lines } = proposalOn({ ...inValais, children: three.toReversed() })
    const rates = Object.fromEntries(
      lines.filter((l) => l.from === '2026-11-01').map((l) => [l.childKey, l.rate]),
    )
    expect(rates).deep.equal({ c0: 32_700, c1: 32_700, c2: 43_500 })
  })

  it('count the children that are already on file', () => {
    const { lines } = proposalOn(
      { ...inValais, children: three.slice(2) },
      {
        onFile: [
          onFile({ id: 'e1', childId: 'x', birthDate: '2012-01-01', to: '2028-01-31', canton: 'VS' }),
          onFile({ id: 'e2', childId: 'y', birthDate: '2015-01-01', to: '2031-01-31', canton: 'VS' }),
        ],
      },
    )
    expect(lines[0]?.rate).equal(43_500)
    expect(rulesOf(lines[0])).include('rate-from-third')
  })

  it('do not count a child for whom nothing is drawn', () => {
    const { lines } = proposalOn({
      ...inValais,
      children: [child({ ...three[0], birthDate: '2009-01-01' }), ...three.slice(1)],
    })
    expect(lines.filter(({ childKey }) => childKey === 'c2').map(({ rate }) => rate)).deep.equal([32_700])
  })
})

describe('two parents', () => {
  const earns = (change = {}) =>
    otherParent({ work: 'employed', canton: 'ZH', yearlyIncome: 9_900_000, ...change })

  it('the second in line is paid the difference between the cantons', () => {
    const proposal = proposalOn({ otherParent: earns(), children: [child({ residenceCanton: 'ZH' })] })
    expect(proposal.lines.map((line) => [...short(line), line.difference])).deep.equal([
      ['child', 'yes', 3_000, '2026-11-01', '2031-03-31', true],
      ['child', 'no', 0, '2031-04-01', '2035-03-31', true],
    ])
    expect(rulesOf(proposal.lines[0])).include.members(['second-by-canton', 'difference-paid'])
    expect(proposal.monthly).equal(3_000)
    expect(proposal.verdict).equal('grant')
  })

  it('the second in line is refused within one canton', () => {
    const proposal = proposalOn({ otherParent: earns({ canton: 'SG' }) })
    expect(proposal.verdict).equal('refuse')
    expect(rulesOf(proposal.lines[0])).include.members(['second-by-wage', 'difference-same-canton'])
  })

  it('the amount is shown, but not granted, while it is open who comes first', () => {
    const proposal = proposalOn({ otherParent: earns({ canton: 'SG', yearlyIncome: undefined }) })
    expect(proposal.lines.map(short)).deep.equal([['child', 'open', 24_500, '2026-11-01', '2035-03-31']])
    expect(proposal.verdict).equal('clarify')
    expect(proposal.missing).deep.include({ purpose: 'wage-other-parent' })
  })

  it('what the other parent still draws has to end first', () => {
    const proposal = proposalOn({ otherParent: otherParent({ receives: 'yes' }) })
    expect(proposal.verdict).equal('clarify')
    expect(rulesOf(proposal.lines[0])).include('other-parent-receives')
  })

  it('a claim follows on what the other parent has drawn', () => {
    const [line] = proposalOn({
      request: { purpose: 'new', from: '2026-07-01' },
      otherParent: otherParent({ receives: 'ended', receivesUntil: '2026-09-30' }),
    }).lines
    expect(line && short(line)).deep.equal(['child', 'yes', 24_500, '2026-10-01', '2035-03-31'])
    expect(rulesOf(line)).include('other-parent-received-until')
  })
})
