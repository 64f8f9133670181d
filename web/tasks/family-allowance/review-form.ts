import { z } from 'zod'
import type { Task } from '../../../db/tasks/tasks.js'
import type { Review } from '../../../domain/family-allowance/decision.js'
import type { Proposal, ProposalLine } from '../../../domain/family-allowance/proposal.js'
import { needsSecondReview } from '../../../domain/family-allowance/second-review.js'
import { askedValue } from '../../mutations/documents-step.js'
import { choice, fault, optional, type Reading, read, text, type Values } from '../../mutations/fields.js'
import { askable, readQuestion } from '../ask-back.js'
import type { Scene } from '../form.js'
import { lineFields, lineOptions, readLines } from './changed-lines.js'
import type { FamilyAllowanceFile } from './file.js'

const longest = 2000
const decisions = ['approve', 'change', 'ask', 'refuse'] as const

/** What the form of the decision offers. */
export function formOf({ mutation, t, fmt, lang }: Scene, { proposal, children }: FamilyAllowanceFile) {
  const { lines, verdict } = proposal
  return {
    approvable: verdict !== 'clarify',
    refusing: verdict === 'refuse',
    lines: lineOptions(lines, children, { t, fmt, lang }),
    second: proposal.lines.length > 0,
    askable: askable(mutation, t),
  }
}

/** How the form begins: as proposed, or as it was decided in the round before. */
export function decisionFields(
  { spans, task }: Scene,
  { proposal, tasks }: FamilyAllowanceFile,
): Record<string, unknown> {
  const before = lastDecision(tasks, task)
  const lines = before?.lines.length === proposal.lines.length ? before.lines : proposal.lines
  return {
    decision: before?.decision ?? (proposal.verdict === 'clarify' ? '' : 'approve'),
    reason: before?.reason ?? '',
    documents: proposal.missing.map(askedValue),
    text: '',
    days: String(spans.documentsDueDays),
    ...lineFields(lines),
  }
}

/** What was decided in an earlier round and came back. */
function lastDecision(tasks: Task[], { n }: Task): Exclude<Review, { decision: 'ask' }> | null {
  const before = tasks.find((task) => task.step === 'review' && task.n === n - 1)
  const review = before?.outcome as Review | null | undefined
  return review && review.decision !== 'ask' ? review : null
}

/** Reads a decision, and says whether a second person must look at it. */
export function readReview(typed: Values, scene: Scene, file: FamilyAllowanceFile): Reading<Review> {
  const chosen = read(z.object({ decision: choice(decisions, 'tasks:decide.choose') }), typed)
  if ('faults' in chosen) return chosen
  const { decision } = chosen.value
  if (decision === 'ask') return readQuestion(typed, scene.mutation, scene.t)
  if (decision === 'approve') return approval(typed, file)
  const reason = read(z.object({ reason: text(longest) }), typed)
  const lines =
    decision === 'change'
      ? readLines(typed, file, scene.deps.config.rounding)
      : { value: file.proposal.lines.map(refused) }
  const faults = [
    ...('faults' in lines ? lines.faults : []),
    ...('faults' in reason ? reason.faults.map(asReason) : []),
  ]
  if ('faults' in lines || 'faults' in reason) return { faults }
  return {
    value: {
      decision,
      lines: lines.value,
      proposed: file.proposal.lines,
      reason: reason.value.reason,
      second: secondFor(lines.value, file),
    },
  }
}

const asReason = (it: { field: string; key: string; params: Record<string, string | number> }) =>
  it.key === 'common:errors.required' ? { ...it, key: 'tasks:decide.reasonMissing' } : it

function approval(typed: Values, file: FamilyAllowanceFile): Reading<Review> {
  const { verdict, lines } = file.proposal
  if (verdict === 'clarify') return { faults: [fault('decision', 'tasks:decide.notApprovable')] }
  const reading = read(z.object({ reason: optional(text(longest)) }), typed)
  if ('faults' in reading) return reading
  const reason = reading.value.reason ?? ''
  return { value: { decision: 'approve', lines, reason, second: secondFor(lines, file) } }
}

const refused = (line: ProposalLine): ProposalLine => ({ ...line, granted: 'no', partMonths: [] })

const secondFor = (decided: Proposal['lines'], { proposal, circumstances }: FamilyAllowanceFile) =>
  needsSecondReview({ ...circumstances, decided, proposed: proposal })
