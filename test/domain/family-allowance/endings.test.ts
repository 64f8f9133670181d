import { expect } from 'chai'
import type { EndReason, FamilyAllowanceAnswers } from '../../../domain/family-allowance/answers.js'
import { child, employment, onFile, otherParent, proposalOn, rulesOf, short } from './facts.js'

const known = child({ childId: 'mia' })

describe('a report that ends allowances', () => {
  const ending = (endReason: EndReason, from: string): Partial<FamilyAllowanceAnswers> => ({
    request: { purpose: 'end', from, endReason },
    children: [known],
    otherParent: undefined,
  })

  it('ends with the month', () => {
    const proposal = proposalOn(ending('child-moved', '2026-12-10'), { onFile: [onFile()] })
    expect(proposal.verdict).equal('grant')
    expect(proposal.lines.map((line) => [...short(line), line.ends])).deep.equal([
      ['child', 'yes', 24_500, '2019-03-01', '2026-12-31', 'e1'],
    ])
    expect(rulesOf(proposal.lines[0])).deep.equal(['end-child-moved'])
    expect([proposal.monthly, proposal.arrears, proposal.missing.length]).deep.equal([0, 0, 0])
  })

  it('ends with the employment on the very day, the last month by days', () => {
    const [line] = proposalOn(ending('employment-ended', '2026-12-10'), { onFile: [onFile()] }).lines
    expect(line?.to).equal('2026-12-10')
    expect(line?.partMonths).deep.equal([{ month: '2026-12', days: 10, amount: 8_200 }])
  })

  it('ends the education allowance alone when the education ends', () => {
    const filed = [
      onFile({ id: 'e1', kind: 'education', to: '2028-07-31' }),
      onFile({ id: 'e2', kind: 'child', childId: 'tim' }),
    ]
    const { lines } = proposalOn(ending('training-ended', '2026-11-30'), { onFile: filed })
    expect(lines.map(({ ends }) => ends)).deep.equal(['e1'])
  })

  it('ends those of every child if none is named', () => {
    const filed = [
      onFile({ id: 'e1' }),
      onFile({ id: 'e2', childId: 'tim' }),
      onFile({ id: 'e3', to: '2020-01-31' }),
    ]
    const asked = { ...ending('employment-ended', '2026-11-30'), children: [] }
    expect(proposalOn(asked, { onFile: filed }).lines.map(({ ends }) => ends)).deep.equal(['e1', 'e2'])
  })

  it('tells what has been paid too much since', () => {
    const [line] = proposalOn(ending('child-died', '2026-08-03'), { onFile: [onFile()] }).lines
    expect(line?.to).equal('2026-08-31')
    expect(line?.reasons.at(-1)).deep.include({ rule: 'overpaid', params: { overpaidAmount: 2 * 24_500 } })
  })

  it('says so if there is nothing to end', () => {
    expect(rulesOf(proposalOn(ending('other', '2026-12-10')).lines[0])).deep.equal(['end-nothing-on-file'])
    const over = proposalOn(ending('other', '2026-12-10'), { onFile: [onFile({ to: '2026-11-30' })] })
    expect(rulesOf(over.lines[0])).deep.equal(['end-already'])
    expect(over.verdict).equal('refuse')
  })
})

describe('a report of a change', () => {
  const changing = (change: Partial<FamilyAllowanceAnswers> = {}): Partial<FamilyAllowanceAnswers> => ({
    request: { purpose: 'change', from: '2026-09-01' },
    children: [known],
    ...change,
  })

  it('computes anew from the day, and ends what was until then', () => {
    const proposal = proposalOn(changing({ employment: employment({ canton: 'BS' }) }), {
      onFile: [onFile()],
    })
    expect(proposal.lines.map((line) => [...short(line), line.ends])).deep.equal([
      ['child', 'yes', 27_500, '2026-09-01', '2035-03-31', undefined],
      ['child', 'yes', 24_500, '2019-03-01', '2026-08-31', 'e1'],
    ])
    expect(proposal.monthly).equal(27_500)
    expect(proposal.arrears).equal(2 * (27_500 - 24_500))
  })

  it('ends what the new facts no longer give', () => {
    const second = otherParent({ work: 'employed', canton: 'SG', yearlyIncome: 9_900_000 })
    const { lines, verdict } = proposalOn(changing({ otherParent: second }), { onFile: [onFile()] })
    expect(lines.map(({ granted, to, ends }) => [granted, to, ends])).deep.equal([
      ['no', '2035-03-31', undefined],
      ['yes', '2026-08-31', 'e1'],
    ])
    expect(rulesOf(lines[1])).include.members(['ended-not-entitled', 'overpaid'])
    expect(verdict).equal('grant')
  })

  it('leaves open whether to end what is on file while the new lines are open', () => {
    const unsure = otherParent({ work: 'employed', canton: 'SG', yearlyIncome: undefined })
    const { lines } = proposalOn(changing({ otherParent: unsure }), { onFile: [onFile()] })
    expect(lines.map(({ granted }) => granted)).deep.equal(['open', 'open'])
  })

  it('voids what only began later', () => {
    const { lines } = proposalOn(changing(), { onFile: [onFile({ from: '2026-10-01' })] })
    expect([lines[1]?.from, lines[1]?.to]).deep.equal(['2026-10-01', '2026-08-31'])
  })
})
