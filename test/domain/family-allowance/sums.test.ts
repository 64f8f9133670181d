import { expect } from 'chai'
import type { EntitlementOnFile } from '../../../domain/family-allowance/proposal.js'
import { arrearsSum } from '../../../domain/family-allowance/sums.js'

const filed: EntitlementOnFile = {
  ...{ id: 'old', childId: 'lea', birthDate: '2008-01-12', kind: 'child', canton: 'SG' },
  ...{ rate: 24_500, from: '2025-01-01', to: null },
}
const fresh = {
  kind: 'education',
  granted: 'yes',
  rate: 29_800,
  from: '2026-10-01',
  to: '2027-07-31',
} as const
const ending = { kind: 'child', granted: 'yes', rate: 24_500, from: '2025-01-01', to: '2026-09-30', ends: 'old' } as const // biome-ignore format: one line
const facts = { today: '2026-11-23', rounding: 'per-day' } as const

describe('the arrears of a decision that replaces an allowance', () => {
  it('are what the new one is more, before it is carried out and after', () => {
    const lines = [{ ...ending, endedBefore: null }, fresh]
    expect(arrearsSum(lines, { ...facts, onFile: [filed] })).equal(5_300)
    expect(arrearsSum(lines, { ...facts, onFile: [{ ...filed, to: '2026-09-30' }] })).equal(5_300)
    expect(arrearsSum(lines, { ...facts, onFile: [] })).equal(5_300)
  })

  it('are all of the new one where the old one ended by itself', () => {
    const lines = [{ ...ending, endedBefore: '2026-09-30' }, fresh]
    expect(arrearsSum(lines, { ...facts, onFile: [] })).equal(29_800)
  })

  it('of a decision that does not say when the old one ended are taken from what is on file', () => {
    expect(arrearsSum([ending, fresh], { ...facts, onFile: [filed] })).equal(5_300)
  })
})
