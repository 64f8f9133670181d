import type { FamilyAllowanceAnswers } from './answers.js'
import { missingDocuments } from './documents.js'
import { endLines, replacedLines } from './endings.js'
import { monthlyClaims } from './monthly-claims.js'
import { pricedLines } from './pricing.js'
import type { Circumstances, Proposal, ProposalLine } from './proposal.js'
import { drawingChildren } from './siblings.js'
import { singleClaims } from './single-claims.js'
import { arrearsSum, monthlySum } from './sums.js'

/**
 * What the law gives on these facts: per child and kind the amount, from when to when, and every rule that
 * decided (FamZG 3-7, 13; FamZV; ATSG 24). A proposal: a person decides. What the rules cannot
 * decide, or no table knows, is left `open` rather than guessed.
 */
export function propose(answers: FamilyAllowanceAnswers, circumstances: Circumstances): Proposal {
  const lines =
    answers.request.purpose === 'end' ? endLines(answers, circumstances) : claimLines(answers, circumstances)
  return {
    verdict: verdictOn(lines),
    lines,
    missing: missingDocuments(answers, lines),
    monthly: monthlySum(lines, circumstances.today),
    arrears: arrearsSum(lines, circumstances),
  }
}

/** All claims are judged before any is priced: siblings decide each other's rates. */
function claimLines(answers: FamilyAllowanceAnswers, circumstances: Circumstances): ProposalLine[] {
  const monthly = answers.children.flatMap((child) => monthlyClaims(child, answers, circumstances))
  const single = answers.children.flatMap((child) => singleClaims(child, answers, circumstances))
  const drawing = drawingChildren(monthly, answers, circumstances)
  const lines = [...monthly, ...single].flatMap((claim) =>
    pricedLines(claim, drawing, answers, circumstances),
  )
  return [...lines, ...replacedLines(lines, answers, circumstances)]
}

function verdictOn(lines: ProposalLine[]): Proposal['verdict'] {
  const granted = lines.map((line) => line.granted)
  if (granted.length === 0 || granted.includes('open')) return 'clarify'
  return granted.includes('yes') ? 'grant' : 'refuse'
}
