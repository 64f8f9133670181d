import { earlier, type IsoDate } from '../dates.js'
import { type RunningAllowance, runsBeyond } from '../entitlement/stopping.js'
import type { Reason } from '../reason.js'
import { overlap, type Span } from '../span.js'
import { awayOf, extensionsFor, isMedical, type WorkInterruptionAnswers } from './answers.js'
import { type Continuation, continuationOf, type Work } from './continuation.js'
import { ruled } from './rules.js'

/** What the office knows beside the answers. */
export interface InterruptionCircumstances extends Work {
  onFile: RunningAllowance[]
  /** Other interruptions of the same person. */
  others: Span[]
}

/** What a review decides: the last day the allowances go on without a wage, as far as it is known. */
export interface InterruptionResult {
  until: IsoDate | null
}

/** A decision the rules suggest, with everything that led to it. */
export interface InterruptionFindings {
  verdict: 'grant' | 'refuse' | 'clarify'
  continuation: Continuation
  /** Allowances that run when the interruption begins, each with its last day in it. */
  allowances: (RunningAllowance & { until: IsoDate | null })[]
  /** Of the report as a whole. */
  reasons: Reason[]
  missing: { purpose: 'medical' }[]
}

/** How long allowances go on, and whether anything speaks against it. */
export function findInterruption(
  answers: WorkInterruptionAnswers,
  circumstances: InterruptionCircumstances,
): InterruptionFindings {
  const continuation = continuationOf(answers, circumstances)
  const reasons = [...continuation.reasons, ...against(answers, circumstances)]
  const counted = reasons.filter(({ rule }) => !isAside(rule))
  const verdict = counted.some(({ met }) => met === 'no')
    ? 'refuse'
    : counted.some(({ met }) => met === 'open')
      ? 'clarify'
      : 'grant'
  return {
    verdict,
    continuation,
    allowances: runningAt(circumstances.onFile, answers.begin).map((it) => ({
      ...it,
      until: continuation.until && it.to ? earlier(continuation.until, it.to) : (continuation.until ?? it.to),
    })),
    reasons,
    missing: missingPapers(answers),
  }
}

/** Monthly allowances that run on the day or later. */
export const runningAt = (onFile: RunningAllowance[], day: IsoDate): RunningAllowance[] =>
  onFile.filter((it) => runsBeyond(it, day))

/** What proves the interruption and is not there yet: an inability to work, or a newborn in hospital. */
export function missingPapers({
  reason,
  extension = 'none',
  documents,
}: Pick<WorkInterruptionAnswers, 'reason' | 'extension' | 'documents'>): { purpose: 'medical' }[] {
  const isInHospital = extensionsFor(reason).length > 0 && ['hospital', 'both'].includes(extension)
  const isThere = documents.some(({ purpose }) => purpose === 'medical')
  return (isMedical(reason) || isInHospital) && !isThere ? [{ purpose: 'medical' }] : []
}

/** A wage that is too low, or a return that is too small, takes nothing away from what the law grants without. */
const isAside = (rule: string) => rule.endsWith('-too-low')

function against(
  answers: WorkInterruptionAnswers,
  { employment, others }: InterruptionCircumstances,
): Reason[] {
  const { begin } = answers
  const other = others.find((it) => overlap(it, awayOf(answers)))
  return [
    ...(overlap({ from: begin, to: begin }, employment)
      ? []
      : [ruled('begins-outside', { beginDate: begin })]),
    ...(other ? [ruled('overlaps-other', { fromDate: other.from })] : []),
  ]
}
