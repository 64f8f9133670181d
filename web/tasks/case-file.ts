import { namesOf } from '../../db/access/users.js'
import { type Document, documentsOf } from '../../db/reports/documents.js'
import { type Task, tasksOf } from '../../db/tasks/tasks.js'
import { peopleIn } from '../../db/timeline/event.js'
import { officeTimelineOf } from '../../db/timeline/for-office.js'
import type { SentDocument } from '../../domain/asked-document.js'
import { type Section, summarise } from '../mutations/summary.js'
import { type TimelineItem, timelineItems } from '../mutations/timeline.js'
import { reviewTermIn } from '../spans.js'
import type { Scene } from './form.js'
import { withProvided } from './wishes.js'

/** All the office has about a report of any kind. */
export interface CaseFile<Answers> {
  /** As reported, with the documents that came later. */
  answers: Answers
  documents: Document[]
  tasks: Task[]
  sections: Section[]
  timeline: TimelineItem[]
}

/** Opens the file of a report. `Answers` must be those of its kind. */
export async function caseFileOf<Answers extends { documents: SentDocument[] }>(
  scene: Scene,
): Promise<CaseFile<Answers>> {
  const { deps, mutation } = scene
  const tasks = await tasksOf(deps.db, mutation.id)
  const documents = await documentsOf(deps.db, mutation.id)
  const answers = withProvided(mutation.answers as Answers, tasks)
  const sections = scene.isAnswered ? [] : summarise(mutation.kind, answers, scene, documents)
  const timeline = scene.isAnswered ? [] : await timelineFor(scene)
  return { answers, documents, tasks, sections, timeline }
}

async function timelineFor({ deps, spans, mutation, t, fmt, today }: Scene): Promise<TimelineItem[]> {
  const events = await officeTimelineOf(deps.db, mutation, reviewTermIn(deps, spans))
  const names = await namesOf(deps.db, peopleIn(events))
  return timelineItems(events, { t, fmt, today, names, side: 'office' })
}
