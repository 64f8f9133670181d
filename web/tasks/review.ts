import { createHash } from 'node:crypto'
import { z } from 'zod'
import { decideTask } from '../../db/desk/next.js'
import type { AskedDocument, SentDocument } from '../../domain/asked-document.js'
import { swissDate } from '../../domain/dates.js'
import type { CaseReview, Verdict } from '../../domain/review.js'
import { askedValue } from '../mutations/documents-step.js'
import { choice, fault, optional, type Reading, read, text, type Values } from '../mutations/fields.js'
import { askable, readQuestion } from './ask-back.js'
import { type CaseFile, caseFileOf } from './case-file.js'
import type { Scene, TaskData, TaskForm } from './form.js'
import { listedName } from './listed.js'
import { type Round, roundsOf } from './rounds.js'
import { type Sheet, sheetOf } from './sheet.js'

/** What a kind of report says about its review. */
export interface Reviewed<Answers, Result, Found extends Findings<Result> = Findings<Result>> {
  /** What the rules find in the answers now, whatever was found before. */
  find(scene: Scene, answers: Answers): Promise<Found>
  /** A result in words, now or once it was decided: then `today` is that day; `findings` are those of now. */
  show(result: Result, scene: Scene, answers: Answers, findings: Found): Sheet
  /** What an approval needs that only a person can say. */
  fields?: {
    view: string
    values(findings: Found): Values
    read(typed: Values, findings: Found, scene: Scene): Promise<Reading<Result>>
  }
}

export interface Findings<Result> {
  verdict: Verdict
  /** What an approval carries out; kept with the decision. */
  result: Result
  missing: AskedDocument[]
}

interface ReviewData<Answers, Result, Found> extends TaskData {
  file: CaseFile<Answers>
  findings: Found
  sheet: ReturnType<typeof sheetOf>
  rounds: Round[]
  form: {
    approvable: boolean
    clarifying: boolean
    refusing: boolean
    askable: ReturnType<typeof askable>
    fields?: string
  }
  decided: ({ review: CaseReview<Result> } & Partial<Sheet>) | null
}

/** The review of a report: as the rules suggest, not without more documents, or not at all. */
export function reviewOf<
  Answers extends { documents: SentDocument[] },
  Result extends object,
  Found extends Findings<Result> = Findings<Result>,
>(kind: Reviewed<Answers, Result, Found>): TaskForm<ReviewData<Answers, Result, Found>, CaseReview<Result>> {
  return {
    side: 'fund',
    view: 'tasks/review',
    part: 'tasks/review-sheet',

    async load(scene) {
      const { task, mutation, t } = scene
      const file = await caseFileOf<Answers>(scene)
      const findings = await kind.find(scene, file.answers)
      const proposal = {
        title: t(`tasks:review.verdict.${findings.verdict}`),
        ...kind.show(findings.result, scene, file.answers, findings),
      }
      const outcome = task.outcome as CaseReview<Result> | null
      const then = { ...scene, today: task.closedAt ? swissDate(task.closedAt) : scene.today }
      const shown =
        outcome?.decision === 'approve' ? kind.show(outcome.result, then, file.answers, findings) : {}
      return {
        title: t('tasks:review.title', { name: listedName(scene) }),
        version: versionOf(findings),
        ...{ file, findings },
        sheet: sheetOf(scene, file, proposal),
        rounds: await roundsOf(scene, file),
        form: {
          approvable: true,
          clarifying: findings.verdict === 'clarify',
          refusing: findings.verdict === 'refuse',
          askable: askable(mutation, t),
          fields: kind.fields?.view,
        },
        decided: outcome && { review: outcome, ...shown },
      }
    },

    values: ({ spans }, { findings }) => ({
      decision: findings.verdict === 'clarify' ? '' : 'approve',
      reason: '',
      documents: findings.missing.map(askedValue),
      text: '',
      days: String(spans.documentsDueDays),
      ...kind.fields?.values(findings),
    }),

    read: (typed, scene, data) => readDecision(kind, typed, scene, data),
    complete: ({ deps, task, by }, answer) => decideTask(deps.db, task, answer, by),
  }
}

async function readDecision<Answers, Result, Found extends Findings<Result>>(
  { fields }: Reviewed<Answers, Result, Found>,
  typed: Values,
  scene: Scene,
  { findings }: ReviewData<Answers, Result, Found>,
): Promise<Reading<CaseReview<Result>>> {
  const decisions = ['approve', 'ask', 'refuse'] as const
  const chosen = read(z.object({ decision: choice(decisions, 'tasks:decide.choose') }), typed)
  if ('faults' in chosen) return chosen
  const { decision } = chosen.value
  if (decision === 'ask') return readQuestion(typed, scene.mutation, scene.t)
  const said = read(z.object({ reason: optional(text(2000)) }), typed)
  if ('faults' in said) return said
  const { reason = '' } = said.value
  if (decision === 'refuse' && !reason) return { faults: [fault('reason', 'tasks:decide.reasonMissing')] }
  if (decision === 'refuse') return { value: { decision: 'refuse', reason } }
  if (findings.verdict === 'clarify' && !reason)
    return { faults: [fault('reason', 'tasks:decide.clarified')] }
  const result = await (fields?.read(typed, findings, scene) ?? { value: findings.result })
  return 'faults' in result ? result : { value: { decision: 'approve', result: result.value, reason } }
}

/** Changes when what is proposed does. */
const versionOf = ({ verdict, result }: Findings<unknown>) =>
  createHash('sha256')
    .update(JSON.stringify([verdict, result]))
    .digest('hex')
    .slice(0, 16)
