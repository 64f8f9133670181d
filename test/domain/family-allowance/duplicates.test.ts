import { expect } from 'chai'
import { child, onFile, otherParent, proposalOn, rulesOf, short } from './facts.js'

describe('one allowance per child and kind', () => {
  const known = child({ childId: 'mia' })

  it('is not granted again while it runs on file', () => {
    const proposal = proposalOn({ children: [known] }, { onFile: [onFile()] })
    expect(proposal.verdict).equal('refuse')
    expect(rulesOf(proposal.lines[0])).include('on-file-already')
  })

  it('follows on one that has ended', () => {
    const { lines } = proposalOn({ children: [known] }, { onFile: [onFile({ to: '2026-12-31' })] })
    expect(lines.map(short)).deep.equal([['child', 'open', 0, '2027-01-01', '2035-03-31']])
    expect(rulesOf(lines[0])).include.members(['on-file-partly', 'rate-unknown'])
    const ended = proposalOn({ children: [known] }, { onFile: [onFile({ to: '2026-10-31' })] })
    expect(ended.lines.map(short)).deep.equal([['child', 'yes', 24_500, '2026-11-01', '2035-03-31']])
  })

  it('is not hindered by the same kind for another child', () => {
    expect(proposalOn({ children: [known] }, { onFile: [onFile({ childId: 'tim' })] }).verdict).equal('grant')
  })

  it('has to end elsewhere before it begins here', () => {
    const drawn = { ahvNumber: '756.9217.0769.85', kind: 'child', from: '2019-03-01', to: null } as const
    const proposal = proposalOn({}, { elsewhere: [drawn] })
    expect(proposal.verdict).equal('clarify')
    expect(rulesOf(proposal.lines[0])).include('drawn-elsewhere')
    expect(proposalOn({}, { elsewhere: [{ ...drawn, to: '2026-10-31' }] }).verdict).equal('grant')
    expect(proposalOn({}, { elsewhere: [{ ...drawn, kind: 'education' }] }).verdict).equal('grant')
  })

  it('is expected elsewhere if the other parent comes first', () => {
    const proposal = proposalOn(
      {
        otherParent: otherParent({
          work: 'employed',
          canton: 'ZH',
          yearlyIncome: 9_900_000,
          receives: 'yes',
        }),
        children: [child({ residenceCanton: 'ZH' })],
      },
      { elsewhere: [{ ahvNumber: '756.9217.0769.85', kind: 'child', from: '2019-03-01', to: null }] },
    )
    expect(proposal.lines[0]?.granted).equal('yes')
    expect(rulesOf(proposal.lines[0])).include('drawn-by-first')
  })

  it('cannot be checked without the number of the child, which holds nothing up but is said', () => {
    const proposal = proposalOn({ children: [child({ ahvNumber: undefined })] })
    expect(proposal.verdict).equal('grant')
    expect(rulesOf(proposal.lines[0])).include('elsewhere-unchecked')
  })
})
