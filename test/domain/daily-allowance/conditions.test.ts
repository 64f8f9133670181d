import { expect } from 'chai'
import { type Background, conditions, insuredSpan } from '../../../domain/daily-allowance/conditions.js'
import { francs } from '../../../domain/money.js'

const plain: Background = {
  birth: '2026-09-01',
  term: 'full',
  employment: { since: '2022-03-01', state: 'working' },
  abroad: [],
  work: { otherEmployers: [], earlier: [], selfEmployed: false },
  provenAbroad: false,
}
const rules = (change: Partial<Background>) => conditions({ ...plain, ...change }).map(({ rule }) => rule)
const met = (change: Partial<Background>) => conditions({ ...plain, ...change }).map((it) => it.met)

describe('The conditions of a daily allowance', () => {
  it('are met by somebody insured and employed for nine months', () => {
    expect(rules({})).to.deep.equal(['insured', 'worked', 'employed-at-birth'])
  })

  it('count nine months before the birth, fewer after a shorter pregnancy', () => {
    expect(insuredSpan('2026-09-01', 'full')).to.deep.equal({ from: '2025-12-01', to: '2026-08-31' })
    const from = (['eight', 'seven', 'less'] as const).map((term) => insuredSpan('2026-09-01', term).from)
    expect(from).to.deep.equal(['2026-01-01', '2026-02-01', '2026-03-01'])
    expect(rules({ term: 'eight' })).to.include('insured-reduced')
  })

  it('need five months of work; a day less does not do', () => {
    const since = (day: string) => rules({ employment: { since: day, state: 'working' } })
    expect(since('2026-04-01')).to.include('worked')
    expect(since('2026-04-02')).to.include('worked-too-short')
  })

  it('add up all jobs of the nine months, each day once', () => {
    const employment = { since: '2026-06-01', state: 'working' } as const
    const earlier = [{ name: 'Hotel Post', from: '2026-03-01', to: '2026-04-30' }]
    expect(rules({ employment, work: { ...plain.work, earlier } })).to.include('worked')
    const same = [{ name: 'Hotel Post', from: '2026-06-01', to: '2026-08-31' }]
    expect(rules({ employment, work: { ...plain.work, earlier: same } })).to.include('worked-too-short')
  })

  it('count insurance and work in the EU once they are proven, and nowhere else', () => {
    const abroad = [{ from: '2025-10-01', to: '2026-05-31', country: 'DE', worked: true }]
    const employment = { since: '2026-06-01', state: 'working' } as const
    expect(rules({ abroad, employment })).to.deep.equal([
      'insured-treaty-unproven', 'worked-treaty-unproven', 'employed-at-birth',
    ]) // biome-ignore format: one list
    expect(met({ abroad, employment, provenAbroad: true })).to.deep.equal(['yes', 'yes', 'yes'])
    const overseas = [{ from: '2025-10-01', to: '2026-01-31', country: 'BR', worked: true }]
    expect(rules({ abroad: overseas })).to.include('insured-gap')
  })

  it('are for the office to look at when she was unfit for work, unemployed or self-employed as well', () => {
    const states = (['unfit', 'unemployed'] as const).map((state) =>
      met({ employment: { since: '2026-07-01', state } }),
    )
    for (const state of states) expect(state).to.include('open').and.not.include('no')
    expect(rules({ work: { ...plain.work, selfEmployed: true } })).to.include('self-employed')
  })

  it('fail when the contract ended before the birth and there is no other', () => {
    const employment = { since: '2022-03-01', until: '2026-07-31', state: 'working' } as const
    expect(rules({ employment })).to.include('not-employed')
    const otherEmployers = [{ name: 'Café Linde', since: '2025-01-01', monthlyWage: francs(2000) }]
    expect(rules({ employment, work: { ...plain.work, otherEmployers } })).to.include('employed-elsewhere')
  })

  it('each name their article', () => {
    for (const { law } of conditions(plain)) expect(law).to.match(/^EO[GV] 16?/)
  })
})
