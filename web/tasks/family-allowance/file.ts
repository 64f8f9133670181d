import { createHash } from 'node:crypto'
import { childrenOf } from '../../../db/addressees.js'
import { type Document, documentsOf } from '../../../db/documents.js'
import { circumstancesOf } from '../../../db/entitlements.js'
import { type Task, tasksOf } from '../../../db/tasks.js'
import { timelineOf } from '../../../db/timeline.js'
import { namesOf } from '../../../db/users.js'
import type { FamilyAllowanceAnswers } from '../../../domain/family-allowance/answers.js'
import type { Circumstances, Proposal } from '../../../domain/family-allowance/proposal.js'
import { propose } from '../../../domain/family-allowance/propose.js'
import { type Section, summarise } from '../../mutations/summary.js'
import { type TimelineItem, timelineItems } from '../../mutations/timeline.js'
import type { Scene } from '../form.js'
import type { Names } from './proposal-items.js'
import { withProvided } from './wishes.js'

/** All the office has about a report of family allowances, with the proposal as the rules see it now. */
export interface CaseFile {
  answers: FamilyAllowanceAnswers
  circumstances: Circumstances
  proposal: Proposal
  /** Changes when the proposal does. */
  version: string
  documents: Document[]
  tasks: Task[]
  /** First names by the keys of lines. */
  children: Names
  sections: Section[]
  timeline: TimelineItem[]
}

/** Opens the file of a report. */
export async function caseFileOf(scene: Scene): Promise<CaseFile> {
  const { deps, mutation, today } = scene
  const { db, config } = deps
  const tasks = await tasksOf(db, mutation.id)
  const documents = await documentsOf(db, mutation.id)
  const answers = withProvided(mutation.answers as FamilyAllowanceAnswers, tasks)
  const circumstances = await circumstancesOf(db, mutation, today, config.rounding)
  const proposal = propose(answers, circumstances)
  const onFile = await childrenOf(db, mutation.employeeId)
  return {
    ...{ answers, circumstances, proposal, documents, tasks },
    version: versionOf(proposal),
    children: new Map([
      ...onFile.map((child) => [child.id, child.firstName] as const),
      ...answers.children.map((child) => [child.key, child.firstName] as const),
    ]),
    sections: summarise(mutation.kind, answers, scene, documents),
    timeline: await timelineFor(scene),
  }
}

async function timelineFor({ deps, mutation, t, fmt, today }: Scene): Promise<TimelineItem[]> {
  const { reviewDueDays } = deps.config.spans
  const events = await timelineOf(deps.db, mutation, { 'office-review': reviewDueDays })
  const names = await namesOf(
    deps.db,
    events.map((event) => event.actor),
  )
  return timelineItems(events, { t, fmt, today, names, side: 'office' })
}

/** A short name of what is proposed and why; the wording of the reasons does not count. */
function versionOf({ verdict, lines }: Proposal): string {
  const decisive = lines.map(({ reasons, partMonths, ...line }) => [
    line,
    reasons.map(({ rule, met }) => [rule, met]),
  ])
  return createHash('sha256')
    .update(JSON.stringify([verdict, decisive]))
    .digest('hex')
    .slice(0, 16)
}
