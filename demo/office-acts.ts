import { circumstancesOf } from '../db/allowances/entitlements.js'
import { decideTask } from '../db/desk/next.js'
import { mutationById } from '../db/reports/mutations.js'
import { claimTask } from '../db/tasks/claims.js'
import { type Task, tasksOf } from '../db/tasks/tasks.js'
import type { AskedDocument } from '../domain/asked-document.js'
import { type Instant, swissDate } from '../domain/dates.js'
import type { FamilyAllowanceAnswers } from '../domain/family-allowance/answers.js'
import type { Review, SecondReview } from '../domain/family-allowance/decision.js'
import type { Circumstances, Proposal, ProposalLine } from '../domain/family-allowance/proposal.js'
import { propose } from '../domain/family-allowance/propose.js'
import { needsSecondReview } from '../domain/family-allowance/second-review.js'
import { withProvided } from '../web/tasks/wishes.js'
import { userId } from './accounts.js'
import { mutationOf } from './employer-acts.js'
import type { Report } from './report.js'
import { proceed, type Scene, type Stage } from './stage.js'
import { later, officeHour } from './when.js'

interface File {
  proposal: Proposal
  circumstances: Circumstances
}

type Decide = (file: File) => Review | SecondReview

/** A caseworker takes the open task of a report, and has not decided yet. */
export function claimed(report: Report, by: string, daysAgo: number): (day: string) => Scene[] {
  return (day) => {
    const at = officeHour(day, daysAgo, 9, 20)
    const play = async (stage: Stage) => {
      const task = await openTaskOf(stage, report)
      if (!(await claimTask(stage.db, task.id, { actor: userId(by), at })))
        throw new Error(`${task.id} is taken`)
    }
    return [{ at, play }]
  }
}

/** A caseworker takes the open task of a report and decides it. */
export function decided(
  report: Report,
  by: string,
  daysAgo: number,
  decide: Decide,
): (day: string) => Scene[] {
  return (day) => {
    const at = officeHour(day, daysAgo, 14, 10)
    return [{ at, play: (stage) => rule(stage, report, by, at, decide) }]
  }
}

export const asProposed: Decide = (file) => {
  const { lines, verdict } = file.proposal
  if (verdict === 'clarify') throw new Error('an open proposal cannot be approved')
  return { decision: 'approve', lines, reason: '', second: secondFor(lines, file) }
}

export const refused =
  (reason: string): Decide =>
  (file) => {
    const lines = file.proposal.lines.map((line) => ({ ...line, granted: 'no' as const, partMonths: [] }))
    return { decision: 'refuse', lines, reason, second: secondFor(lines, file) }
  }

export const changed =
  (reason: string, change: (line: ProposalLine) => ProposalLine): Decide =>
  (file) => {
    const lines = file.proposal.lines.map(change)
    return { decision: 'change', lines, reason, second: secondFor(lines, file) }
  }

export const asked =
  (documents: (file: File) => AskedDocument[], text: string, dueDays: number): Decide =>
  (file) => ({ decision: 'ask', documents: documents(file), text, dueDays })

export const agreed: Decide = () => ({ decision: 'agree', reason: '' })

async function rule(stage: Stage, report: Report, by: string, at: Instant, decide: Decide): Promise<void> {
  const { db } = stage
  const task = await openTaskOf(stage, report)
  const actor = userId(by)
  await claimTask(db, task.id, { actor, at: later(at, -900) })
  const outcome = decide(await fileOf(stage, report, at))
  const ruling = await decideTask(db, { ...task, kind: 'family-allowance' }, outcome, { actor, at })
  if (ruling !== 'won') throw new Error(`${by} cannot decide about ${report.of}: ${ruling}`)
  await proceed(stage, task.mutationId, later(at, 3))
}

async function openTaskOf({ db }: Stage, report: Report): Promise<Task> {
  const task = (await tasksOf(db, mutationOf(report))).find(
    (it) => it.side === 'fund' && it.status === 'open',
  )
  if (!task) throw new Error(`the office has nothing to do about ${report.of}`)
  return task
}

async function fileOf({ db, config }: Stage, report: Report, at: Instant): Promise<File> {
  const mutation = await mutationById(db, mutationOf(report))
  const tasks = await tasksOf(db, mutation.id)
  const answers = withProvided(mutation.answers as FamilyAllowanceAnswers, tasks)
  const circumstances = await circumstancesOf(db, mutation, swissDate(at), config.rounding)
  return { proposal: propose(answers, circumstances), circumstances }
}

const secondFor = (decidedLines: ProposalLine[], { proposal, circumstances }: File) =>
  needsSecondReview({ ...circumstances, decided: decidedLines, proposed: proposal })
