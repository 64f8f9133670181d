import { expect } from 'chai'
import type { ProposalLine } from '../../../domain/family-allowance/proposal.js'
import { propose } from '../../../domain/family-allowance/propose.js'
import { type DecidedLine, needsSecondReview } from '../../../domain/family-allowance/second-review.js'
import { answers, child, circumstances, employment, onFile } from './facts.js'

describe('a second person', () => {
  const reviewOf = (
    decide: (lines: ProposalLine[]) => DecidedLine[] = (lines) => lines,
    facts = answers(),
    around = circumstances(),
  ) => {
    const proposed = propose(facts, around)
    return needsSecondReview({ ...around, decided: decide(proposed.lines), proposed })
  }
  const since = (from: string) =>
    answers({
      request: { purpose: 'new', from },
      employment: employment({ canton: 'BE' }),
      children: [child({ residenceCanton: 'BE' })],
    })

  it('is not needed for the proposal itself', () => {
    expect(reviewOf()).deep.equal([])
    expect(reviewOf((lines) => lines.toReversed())).deep.equal([])
  })

  it('is needed for another amount, another day, a line more or less', () => {
    expect(reviewOf((lines) => lines.map((line) => ({ ...line, rate: line.rate + 1 })))).deep.equal([
      'departs',
    ])
    expect(reviewOf((lines) => lines.map((line) => ({ ...line, to: '2030-01-31' })))).deep.equal(['departs'])
    expect(reviewOf((lines) => [...lines, ...lines])).deep.equal(['departs'])
    expect(reviewOf(() => [])).deep.equal(['departs'])
    expect(reviewOf((lines) => lines.map((line) => ({ ...line, granted: 'no' })))).deep.equal(['departs'])
  })

  it('is needed to decide what the rules left open', () => {
    const open = answers({ children: [child({ residenceCountry: 'DE', residenceCanton: undefined })] })
    expect(reviewOf((lines) => lines.map((line) => ({ ...line, granted: 'yes' })), open)).deep.equal([
      'departs',
    ])
  })

  it('is needed beyond twelve months back, not at twelve', () => {
    expect(reviewOf(undefined, since('2025-12-01'))).deep.equal([])
    expect(reviewOf(undefined, since('2025-11-01'))).deep.equal(['backdated'])
  })

  it('is needed above 5000 francs at once, not at 5000', () => {
    const twenty = since('2025-03-01')
    const due = propose(twenty, circumstances()).arrears
    expect(due).equal(20 * 25_000)
    expect(reviewOf(undefined, twenty)).deep.equal(['backdated'])
    expect(reviewOf(undefined, since('2025-02-01'))).deep.equal(['backdated', 'amount'])
  })

  it('counts the end of what was decided long ago, not its beginning', () => {
    const end = answers({
      request: { purpose: 'end', from: '2026-12-31', endReason: 'child-moved' },
      children: [child({ childId: 'mia' })],
    })
    expect(reviewOf(undefined, end, circumstances({ onFile: [onFile()] }))).deep.equal([])
  })
})
