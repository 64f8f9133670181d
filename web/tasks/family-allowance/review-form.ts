import { z } from 'zod'
import type { Task } from '../../../db/tasks.js'
import { documentPurposes } from '../../../domain/family-allowance/answers.js'
import type { AskedDocument, Review } from '../../../domain/family-allowance/decision.js'
import type { Proposal, ProposalLine } from '../../../domain/family-allowance/proposal.js'
import { needsSecondReview } from '../../../domain/family-allowance/second-review.js'
import { nameOf } from '../../mutations/family-allowance/summary.js'
import {
  choice,
  fault,
  listOf,
  one,
  optional,
  type Reading,
  read,
  text,
  type Values,
} from '../../mutations/fields.js'
import type { Scene } from '../form.js'
import { lineFields, lineOptions, readLines } from './changed-lines.js'
import type { CaseFile } from './file.js'

const longest = 2000
const decisions = ['approve', 'change', 'ask', 'refuse'] as const
const mostDays = 180

/** What the form of the decision offers. */
export function formOf({ t, fmt, lang }: Scene, { proposal, answers, children }: CaseFile) {
  const { lines, verdict } = proposal
  return {
    approvable: verdict !== 'clarify',
    refusing: verdict === 'refuse',
    lines: lineOptions(lines, children, { t, fmt, lang }),
    second: proposal.lines.length > 0,
    /** What can be asked for: for each child, and for the report as a whole. */
    askable: [
      ...answers.children.map((child) => ({
        name: nameOf(child),
        options: documentPurposes
          .filter((purpose) => purpose !== 'wage-other-parent')
          .map((purpose) => askOption({ purpose, childKey: child.key }, t)),
      })),
      {
        name: t('tasks:ask.whole'),
        options: documentPurposes
          .filter((purpose) => purpose === 'wage-other-parent' || purpose === 'other')
          .map((purpose) => askOption({ purpose }, t)),
      },
    ],
  }
}

const askOption = (asked: AskedDocument, t: Scene['t']) => ({
  value: askValue(asked),
  label: t(`familyAllowance:document.${asked.purpose}`),
})

const askValue = ({ purpose, childKey }: AskedDocument) => (childKey ? `${purpose} ${childKey}` : purpose)

/** How the form begins: as proposed, or as it was decided in the round before. */
export function decisionFields(
  { deps, task }: Scene,
  { proposal, tasks }: CaseFile,
): Record<string, unknown> {
  const before = lastDecision(tasks, task)
  const lines = before?.lines.length === proposal.lines.length ? before.lines : proposal.lines
  return {
    decision: before?.decision ?? (proposal.verdict === 'clarify' ? '' : 'approve'),
    reason: before?.reason ?? '',
    documents: proposal.missing.map(askValue),
    text: '',
    days: String(deps.config.spans.documentsDueDays),
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
export function readReview(typed: Values, scene: Scene, file: CaseFile): Reading<Review> {
  const chosen = read(z.object({ decision: choice(decisions, 'tasks:decide.choose') }), typed)
  if ('faults' in chosen) return chosen
  const { decision } = chosen.value
  if (decision === 'ask') return readQuestion(typed, file)
  if (decision === 'approve') return approval(typed, scene, file)
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
      reason: reason.value.reason,
      second: secondFor(lines.value, file),
    },
  }
}

const asReason = (it: { field: string; key: string; params: Record<string, string | number> }) =>
  it.key === 'common:errors.required' ? { ...it, key: 'tasks:decide.reasonMissing' } : it

function approval(typed: Values, _scene: Scene, file: CaseFile): Reading<Review> {
  const { verdict, lines } = file.proposal
  if (verdict === 'clarify') return { faults: [fault('decision', 'tasks:decide.notApprovable')] }
  const reading = read(z.object({ reason: optional(text(longest)) }), typed)
  if ('faults' in reading) return reading
  const reason = reading.value.reason ?? ''
  return { value: { decision: 'approve', lines, reason, second: secondFor(lines, file) } }
}

const refused = (line: ProposalLine): ProposalLine => ({ ...line, granted: 'no', partMonths: [] })

const secondFor = (decided: Proposal['lines'], { proposal, circumstances }: CaseFile) =>
  needsSecondReview({ ...circumstances, decided, proposed: proposal })

/** Reads which documents are asked for, with which words and until when. */
function readQuestion(typed: Values, { answers }: CaseFile): Reading<Review> {
  const keys = new Set(answers.children.map(({ key }) => key))
  const asked = listOf(typed.documents).map((value) => askedIn(value, keys))
  const days = Number(one(typed.days))
  const words = read(z.object({ text: optional(text(longest)) }), typed)
  const said = 'value' in words ? (words.value.text ?? '') : ''
  const faults = [
    ...(asked.includes(null) ? [fault('documents', 'tasks:ask.unknown')] : []),
    ...(asked.length === 0 && !said ? [fault('documents', 'tasks:ask.nothing')] : []),
    ...('faults' in words ? words.faults : []),
    ...(Number.isInteger(days) && days >= 1 && days <= mostDays
      ? []
      : [fault('days', 'tasks:ask.days', { most: mostDays })]),
  ]
  if (faults.length > 0) return { faults }
  const documents = asked.filter((it) => it !== null)
  return { value: { decision: 'ask', documents, text: said, dueDays: days } }
}

function askedIn(value: string, keys: Set<string>): AskedDocument | null {
  const [word, ...rest] = value.split(' ')
  const childKey = rest.join(' ')
  const purpose = documentPurposes.find((it) => it === word)
  if (!purpose || (childKey && !keys.has(childKey))) return null
  return childKey ? { purpose, childKey } : { purpose }
}
