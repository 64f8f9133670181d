import { expect } from 'chai'
import { propose } from '../../../domain/maternity/propose.js'
import { francs } from '../../../domain/money.js'
import { answers, submitted, wage } from './answers.js'
import { problemsOf } from './problems.js'

const proposal = (change: Parameters<typeof answers>[0] = {}, more: object = {}) =>
  propose(answers(change), { ...submitted, ...more })

describe('The proposal for a maternity allowance', () => {
  it('grants 98 days of 160 francs for 6000 a month', () => {
    expect(proposal()).to.include({
      verdict: 'grant',
      daily: 16_000,
      days: 98,
      total: 1_568_000,
      toEmployer: 1_568_000,
    })
    expect(proposal().missing).to.deep.equal([])
  })

  it('refuses with the article where a condition fails, and asks for no more papers', () => {
    const short = proposal({ employment: { since: '2026-06-01', state: 'working' }, documents: [] })
    expect(short.verdict).to.equal('refuse')
    expect(short.missing).to.deep.equal([])
    expect(short.conditions.filter(({ met }) => met === 'no').map(({ law }) => law)).to.deep.equal([
      'EOG 16b I b',
    ])
    expect(
      proposal({ birth: { date: '2026-09-01', alive: false, weeks: 22, term: 'less' } }).verdict,
    ).to.equal('refuse')
  })

  it('grants after a stillbirth from the 23rd week', () => {
    const documents = [{ documentId: 'd', purpose: 'pregnancy' as const }]
    const birth = { date: '2026-09-01', alive: false, weeks: 23, term: 'less' as const }
    expect(proposal({ birth, documents })).to.include({ verdict: 'grant', days: 98 })
    expect(proposal({ birth }).missing).to.deep.equal([{ purpose: 'pregnancy' }])
  })

  it('leaves to the office what the answers cannot settle', () => {
    const { work } = answers()
    const unclear = [
      proposal({ employment: { since: '2022-03-01', state: 'unfit' } }),
      proposal({ employment: { since: '2022-03-01', state: 'unemployed' } }),
      proposal({ work: { ...work, selfEmployed: true } }),
      proposal({ work: { ...work, formerAllowance: { insurer: 'Suva', amount: francs(250) } } }),
      proposal({}, { alsoReported: 'by-another' }),
      proposal({}, { alsoReported: 'by-same-person' }),
    ]
    for (const { verdict } of unclear) expect(verdict).to.equal('clarify')
  })

  it('counts twins once', () => {
    const [child] = answers().children
    if (!child) throw new Error('no child')
    expect(proposal({ children: [child, { ...child, key: 'c2', firstName: 'Noa' }] }).total).to.equal(
      1_568_000,
    )
  })

  it('asks only for papers that decide something', () => {
    const hospital = { from: '2026-09-01', to: '2026-09-20', returns: true }
    const { work } = answers()
    const otherEmployers = [{ name: 'Café Linde', since: '2025-01-01', monthlyWage: francs(1500) }]
    expect(proposal({ documents: [] }).missing).to.deep.equal([{ purpose: 'birth-certificate' }])
    expect(proposal({ hospital, work: { ...work, otherEmployers } }).missing.map((it) => it.purpose)).to.deep.equal([
      'hospital', 'return-decision', 'wage-other-employer',
    ]) // biome-ignore format: one list
  })

  it('lapses five years after the 98 days, and those that a stay in hospital adds', () => {
    expect(proposal({}, { submittedOn: '2031-12-07' }).verdict).to.equal('grant')
    expect(proposal({}, { submittedOn: '2031-12-08' }).verdict).to.equal('refuse')
    const hospital = { from: '2026-09-01', to: '2026-10-26', returns: true }
    expect(
      proposal({ hospital }, { submittedOn: '2032-02-01' }).conditions.map(({ rule }) => rule),
    ).not.to.include('lapsed')
    expect(
      proposal({ hospital }, { submittedOn: '2032-02-02' }).conditions.map(({ rule }) => rule),
    ).to.include('lapsed')
  })

  it('shows each part of the income with its article', () => {
    const { income } = proposal({ wage: wage({ thirteenth: francs(6000), inKind: francs(300) }) })
    expect(income.lines.map(({ part, law }) => [part, law])).to.deep.equal([
      ['monthly', 'EOV 5 II b'], ['in-kind', 'EOV 31 I'], ['thirteenth', 'EOV 5 IV'],
    ]) // biome-ignore format: a table
    expect(income.francs).to.equal(227)
  })
})

describe('What cannot be, on a birth', () => {
  it('is said with the field and the reason', () => {
    expect(problemsOf()).to.deep.equal([])
    expect(problemsOf({ birth: { date: '2026-12-24', alive: true, term: 'full' } })).to.include(
      'birth-in-future',
    )
    expect(problemsOf({ hospital: { from: '2026-08-30', to: '2026-08-20', returns: true } })).to.include.members([
      'hospital-before-birth', 'hospital-end-before-begin',
    ]) // biome-ignore format: one list
    expect(problemsOf({ wage: wage({ absentDays: 30 }) })).to.include('too-many-absent-days')
    expect(problemsOf({ wage: wage({ type: 'hourly' }) })).to.include('no-hours')
    expect(problemsOf({ employment: { since: '2026-10-01', state: 'working' } })).to.include(
      'not-employed-yet',
    )
  })

  it('is refused as well when it is told later', () => {
    const told = (what: 'return-to-work' | 'hospital-end', on: string) => problemsOf({}, { what, on })
    expect(told('return-to-work', '2026-08-01')).to.include('return-before-birth')
    expect(told('return-to-work', '2027-01-01')).to.include('after-the-end')
    expect(told('return-to-work', '2026-12-08')).to.deep.equal([])
    expect(told('hospital-end', '2026-10-01')).to.include('no-hospital-stay')
  })
})
