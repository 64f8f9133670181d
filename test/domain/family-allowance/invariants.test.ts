import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Proposal, ProposalLine } from '../../../domain/family-allowance/proposal.js'
import { propose } from '../../../domain/family-allowance/propose.js'
import { rules } from '../../../domain/family-allowance/reasons.js'
import { overlap } from '../../../domain/span.js'
import { everyCase } from './cases.js'

const texts = JSON.parse(
  readFileSync(new URL('../../../locales/de/rules.json', import.meta.url), 'utf8'),
) as Record<string, string>

describe('every proposal, whatever the facts', () => {
  const all = [...everyCase()].map((facts) => ({ ...facts, proposal: propose(facts.asked, facts.around) }))

  it('is made for some thousand cases, and always the same', () => {
    expect(all.length).above(5_000)
    for (const { asked, around, proposal } of all.filter((_, i) => i % 50 === 0)) {
      expect(propose(structuredClone(asked), structuredClone(around))).deep.equal(proposal)
    }
  })

  it('gives each sentence the values it names', () => {
    const seen = new Set<string>()
    for (const { proposal } of all) {
      for (const { rule, params, law, met } of proposal.lines.flatMap((line) => line.reasons)) {
        const wanted = [...(texts[rule] ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '')
        if (wanted.some((name) => params[name] === undefined || params[name] === '')) {
          expect.fail(`${rule} lacks one of ${wanted}: ${JSON.stringify(params)}`)
        }
        if (!(rule in rules) || !law || !['yes', 'no', 'open'].includes(met)) expect.fail(rule)
        seen.add(rule)
      }
    }
    expect(seen.size).above(60)
  })

  it('grants nothing without an amount, and no amount where it refuses', () => {
    every(({ granted, rate, ends }) =>
      granted === 'yes' ? rate > 0 : granted === 'open' || rate === 0 || !!ends,
    )
  })

  it('grants nothing that a failed condition forbids', () => {
    every(({ granted, reasons }) => {
      const failed = reasons.some(({ rule, met }) => met === 'no' && !rule.startsWith('second-by-'))
      return granted === 'yes' ? !failed : true
    })
  })

  it('says for every refused and every open line why', () => {
    every(({ granted, reasons }) => granted === 'yes' || reasons.some(({ met }) => met === granted))
  })

  it('never pays for a day outside the employment', () => {
    for (const { around, proposal } of all) {
      for (const line of proposal.lines.filter((l) => l.granted === 'yes' && !l.ends)) {
        if (line.from < around.employment.from) expect.fail(JSON.stringify(line))
        const { to } = around.employment
        if (to && (!line.to || line.to > to)) expect.fail(JSON.stringify(line))
      }
    }
  })

  it('never pays a child twice for the same day', () => {
    for (const { proposal } of all) {
      const paid = proposal.lines.filter((line) => line.granted === 'yes' && !line.ends && isMonthly(line))
      for (const [i, line] of paid.entries()) {
        const twice = paid
          .slice(i + 1)
          .find((other) => other.childKey === line.childKey && overlap(other, line))
        if (twice) expect.fail(JSON.stringify([line, twice]))
      }
    }
  })

  it('sums up in whole Rappen, nothing negative', () => {
    for (const { proposal } of all) {
      const { monthly, arrears } = proposal
      if (![monthly, arrears].every((sum) => Number.isInteger(sum) && sum >= 0))
        expect.fail(`${monthly} ${arrears}`)
    }
  })

  it('is to be clarified exactly if something is open', () => {
    for (const { proposal } of all) expect(proposal.verdict).equal(verdictOf(proposal))
  })

  function every(holds: (line: ProposalLine) => boolean) {
    for (const { proposal } of all) {
      for (const line of proposal.lines) if (!holds(line)) expect.fail(JSON.stringify(line))
    }
  }
})

function verdictOf({ lines }: Proposal) {
  const granted = lines.map((line) => line.granted)
  return granted.includes('open') || lines.length === 0
    ? 'clarify'
    : granted.includes('yes')
      ? 'grant'
      : 'refuse'
}

const isMonthly = ({ kind }: ProposalLine) => kind === 'child' || kind === 'education'
