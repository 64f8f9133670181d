import { expect } from 'chai'
import type { Pause } from '../../../domain/training-certificate/answers.js'
import { declined } from '../../../domain/training-certificate/propose.js'
import { asked, childAllowance, facts, filed, outcomeOf, training } from './facts.js'

const sixteen = {
  why: 'turns-16',
  until: '2026-03-31',
  schoolYear: 2025,
  child: { id: 'mia', firstName: 'Mia', lastName: 'Muster', birthDate: '2010-03-12' },
} as const

describe('a training certificate', () => {
  it('lets the education allowance go on where it ended, to the month in which the proof ends', () => {
    expect(outcomeOf(asked(training()))).deep.include({
      verdict: 'grant',
      lines: [['education', 'yes', 29_800, '2026-08-01', '2027-07-31', 'new']],
    })
  })

  it('goes on from the first of August when the studies begin in September: that is lesson-free time', () => {
    const { verdict, lines } = outcomeOf(
      asked(training({ kind: 'university', from: '2026-09-14', until: '2027-08-31' })),
    )
    expect([verdict, lines[0]]).deep.equal([
      'grant',
      ['education', 'yes', 29_800, '2026-08-01', '2027-08-31', 'new'],
    ])
  })

  it('asks a person where no proof was sent', () => {
    const { verdict, rules } = outcomeOf(asked(training(), { documents: [] }))
    expect(verdict).equal('clarify')
    expect(rules).include('no-proof-sent')
  })

  it('ends at the latest with the month of the 25th birthday', () => {
    const old = '2002-02-10'
    const answers = asked(training({ kind: 'university', until: '2028-07-31' }), {
      child: { ...asked(null).child, birthDate: old },
    })
    expect(outcomeOf(answers, { onFile: [filed({ birthDate: old })] }).lines).deep.equal([
      ['education', 'yes', 29_800, '2026-08-01', '2027-02-28', 'new'],
    ])
  })

  it('ends with the employment', () => {
    const { lines, rules } = outcomeOf(asked(training()), {
      employment: { from: '2018-01-01', to: '2026-12-31', canton: 'SG' },
    })
    expect(lines).deep.equal([['education', 'yes', 29_800, '2026-08-01', '2026-12-31', 'new']])
    expect(rules).include('employment-ends')
  })

  it('pays the higher amount from the age at which the canton does', () => {
    const { lines } = outcomeOf(
      asked(training({ until: '2027-12-31' }), { child: { ...asked(null).child, birthDate: '2009-01-20' } }),
      {
        employment: { from: '2018-01-01', to: null, canton: 'ZG' },
        onFile: [filed({ birthDate: '2009-01-20', canton: 'ZG', rate: 33_000 })],
      },
    )
    expect(lines).deep.equal([
      ['education', 'yes', 33_000, '2026-08-01', '2027-01-31', 'new'],
      ['education', 'yes', 38_500, '2027-02-01', '2027-12-31', 'new'],
    ])
  })

  for (const [income, verdict] of [
    [252_000, 'grant'],
    [252_001, 'refuse'],
  ] as const)
    it(`with ${income / 100} francs a month comes to «${verdict}»: the limit is 2520 a month, 30 240 a year`, () => {
      expect(outcomeOf(asked(training({ monthlyIncome: income }))).verdict).equal(verdict)
    })

  it('leaves the income open in a year whose limit no table knows', () => {
    expect(outcomeOf(asked(training()), { today: '2027-08-10' }).rules).include('child-income-limit-unknown')
  })

  it('keeps a difference as it was, and asks a person to look', () => {
    const { verdict, lines } = outcomeOf(asked(training()), {
      onFile: [filed({ difference: true, rate: 5_000 })],
    })
    expect([verdict, lines[0]]).deep.equal([
      'clarify',
      ['education', 'open', 5_000, '2026-08-01', '2027-07-31', 'new'],
    ])
  })

  it('asks a person when somebody else draws an allowance for the child by now', () => {
    const { verdict, rules } = outcomeOf(asked(training()), { elsewhere: [{ from: '2026-09-01', to: null }] })
    expect(verdict).equal('clarify')
    expect(rules).include('drawn-elsewhere')
  })

  it('shortens what runs on file beyond its proof before it goes on', () => {
    const { lines } = outcomeOf(asked(training()), { onFile: [filed({ to: null })] })
    expect(lines.map((line) => line.slice(3))).deep.equal([
      ['2025-08-01', '2026-07-31', 'ends'],
      ['2026-08-01', '2027-07-31', 'new'],
    ])
  })
})

describe('what counts as education (AHVV 49bis)', () => {
  const cases = [
    ['part-time with 20 hours a week', { extent: 'part', hours: 20 }, 'grant', 'training-enough-hours'],
    [
      'part-time with 19 hours a week does not',
      { extent: 'part', hours: 19 },
      'refuse',
      'training-few-hours',
    ],
    ['a language stay with lessons', { kind: 'language-stay', hours: 15 }, 'grant', 'training-with-lessons'],
    [
      'a language stay without lessons does not',
      { kind: 'language-stay', hours: 0 },
      'refuse',
      'training-without-lessons',
    ],
    ['a bridging year with lessons', { kind: 'bridging', hours: 12 }, 'grant', 'training-with-lessons'],
    ['an internship: a person reads its contract', { kind: 'internship' }, 'clarify', 'training-internship'],
    ['school abroad for less than five years', { country: 'DE' }, 'grant', 'training-abroad'],
    [
      'school abroad for longer: a person decides',
      { country: 'DE', until: '2031-09-30' },
      'clarify',
      'training-abroad-long',
    ],
  ] as const
  for (const [name, change, verdict, rule] of cases)
    it(name, () => {
      const found = outcomeOf(asked(training(change)))
      expect([found.verdict, found.rules.includes(rule)]).deep.equal([verdict, true])
    })
})

describe('between two proofs (AHVV 49ter III)', () => {
  const from = (date: string, gap?: Pause) =>
    outcomeOf(asked(training({ from: date, until: '2027-12-31', gap })), { today: '2026-07-06' })
      .lines[0]?.[3]

  for (const [gap, last, late] of [
    ['holidays', '2026-12-01', '2026-12-02'],
    ['service', '2027-01-01', '2027-01-02'],
    ['illness', '2027-08-01', '2027-08-02'],
    ['pregnancy', '2027-08-01', '2027-08-02'],
  ] as const)
    it(`${gap} are bridged to ${last}, and no longer`, () => {
      expect(from(last, gap)).equal('2026-08-01')
      expect(from(late, gap)).equal(`${late.slice(0, 8)}01`)
    })

  it('time in compulsory school is no gap', () => expect(from('2027-03-01', 'school')).equal('2026-08-01'))
  it('anything else is not paid', () => expect(from('2026-11-01', 'other')).equal('2026-11-01'))
})

describe('an interruption that is certified', () => {
  const paused = (why: Pause, lastDay: string, resumesOn?: string) =>
    asked({ state: 'interrupted', lastDay, why, ...(resumesOn && { resumesOn }) })

  it('carries the allowance to the month in which the education goes on, and no further', () => {
    expect(outcomeOf(paused('illness', '2026-05-31', '2027-02-08'))).deep.include({
      verdict: 'grant',
      lines: [['education', 'yes', 29_800, '2026-08-01', '2027-02-28', 'new']],
    })
  })

  it('ends the allowance with its month when it lasts too long or nobody knows how long', () => {
    for (const answers of [
      paused('service', '2026-05-31', '2026-12-01'),
      paused('illness', '2026-05-31'),
      paused('other', '2026-05-31', '2026-07-01'),
    ])
      expect(outcomeOf(answers).lines).deep.equal([
        ['education', 'yes', 29_800, '2025-08-01', '2026-05-31', 'ends'],
      ])
  })

  it('says what was paid too much', () => {
    const { rules } = outcomeOf(paused('other', '2026-03-15', '2026-09-01'), { today: '2026-07-06' })
    expect(rules).include('overpaid')
  })
})

describe('an education that has ended', () => {
  it('ends the allowance with its month', () => {
    expect(outcomeOf(asked({ state: 'ended', lastDay: '2026-06-12' }))).deep.include({
      verdict: 'grant',
      lines: [['education', 'yes', 29_800, '2025-08-01', '2026-06-30', 'ends']],
    })
  })

  it('never later than proven', () => {
    expect(outcomeOf(asked({ state: 'ended', lastDay: '2026-09-30' })).lines[0]?.[4]).equal('2026-07-31')
  })
})

describe('silence', () => {
  it('ends the allowance with the proven period', () => {
    expect(outcomeOf(asked(null))).deep.equal({
      verdict: 'refuse',
      lines: [['education', 'yes', 29_800, '2025-08-01', '2026-07-31', 'ends']],
      rules: ['certificate-missing'],
    })
  })

  it('is broken by a late proof: the allowance goes on from where it ended', () => {
    const late = asked(training({ from: '2026-08-01' }))
    const { lines } = outcomeOf(late, { today: '2026-12-10', onFile: [filed({ to: '2026-07-31' })] })
    expect(lines).deep.equal([['education', 'yes', 29_800, '2026-08-01', '2027-07-31', 'new']])
  })

  it('reaches back five years at most', () => {
    const { lines, rules } = outcomeOf(asked(training({ from: '2019-08-01', until: '2027-07-31' })), {
      today: '2026-12-10',
      onFile: [
        filed({ from: '2018-08-01', to: '2019-07-31', provenUntil: '2019-07-31', birthDate: '2003-05-05' }),
      ],
    })
    expect(lines[0]?.[3]).equal('2021-12-01')
    expect(rules).include('backdating-limited')
  })
})

describe('a child that turns 16', () => {
  it('goes over to the education allowance after its birthday month', () => {
    const answers = asked(
      training({ kind: 'secondary-school', from: '2026-02-09', until: '2026-07-31' }),
      sixteen,
    )
    const { verdict, lines } = outcomeOf(answers, { onFile: [childAllowance()], today: '2026-03-01' })
    expect(verdict).equal('grant')
    expect(lines).deep.equal([
      ['child', 'yes', 24_500, '2026-01-01', '2026-01-31', 'ends'],
      ['education', 'yes', 29_800, '2026-02-01', '2026-07-31', 'new'],
    ])
  })

  it('in compulsory school from the month after its birthday', () => {
    const answers = asked(
      training({ kind: 'compulsory-school', from: '2025-08-11', until: '2026-07-31' }),
      sixteen,
    )
    const { lines } = outcomeOf(answers, { onFile: [childAllowance()], today: '2026-03-01' })
    expect(lines).deep.equal([['education', 'yes', 29_800, '2026-04-01', '2026-07-31', 'new']])
  })

  it('that is still in school until its apprenticeship begins draws without a break', () => {
    const answers = asked(training({ from: '2026-08-03', until: '2029-07-31', gap: 'school' }), sixteen)
    const { lines } = outcomeOf(answers, { onFile: [childAllowance()], today: '2026-03-01' })
    expect(lines[0]?.slice(3)).deep.equal(['2026-04-01', '2029-07-31', 'new'])
  })

  it('without education keeps the child allowance to the end of the month', () => {
    const answers = asked({ state: 'ended' }, sixteen)
    expect(outcomeOf(answers, { onFile: [childAllowance()] })).deep.equal({
      verdict: 'grant',
      lines: [['child', 'yes', 24_500, '2026-01-01', '2026-03-31', 'ends']],
      rules: ['sixteen-without-training'],
    })
  })
})

describe('a caseworker who grants nothing', () => {
  it('refuses what was certified, and ends what runs beyond its proof', () => {
    const lines = declined(asked(training()), facts({ onFile: [filed({ to: null })] }))
    expect(lines.map(({ granted, ends, to }) => [granted, ends ?? null, to])).deep.equal([
      ['no', null, '2027-07-31'],
      ['yes', 'e1', '2026-07-31'],
    ])
  })
})
