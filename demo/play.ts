import { toTask } from '../db/tasks/tasks.js'
import { type Instant, type IsoDate, swissInstant } from '../domain/dates.js'
import { type Office, proceed, type Stage, stageFor } from './stage.js'
import { absences } from './stories/absences.js'
import { awaitingDocuments } from './stories/awaiting-documents.js'
import { births } from './stories/births.js'
import { certificates } from './stories/certificates.js'
import { closed } from './stories/closed.js'
import { drafts } from './stories/drafts.js'
import { entries } from './stories/entries.js'
import { inReview } from './stories/in-review.js'
import { mailings } from './stories/mailings.js'
import { sharing } from './stories/office.js'
import { inSecondReview } from './stories/second-review.js'
import { wages } from './stories/wages.js'
import { later } from './when.js'

/** Plays what happened until the morning of the day, in the order in which it happened: the audit tells it so too. */
export async function playStories(office: Office, day: IsoDate): Promise<void> {
  const stage = stageFor(office, day)
  const stories = [
    ...drafts,
    ...awaitingDocuments,
    ...inReview,
    ...inSecondReview,
    ...closed,
    ...entries,
    ...absences,
    ...births,
    ...certificates,
    ...wages,
    ...sharing,
    ...mailings,
  ]
  const scenes = stories.flatMap((story) => story(day)).sort((a, b) => (a.at < b.at ? -1 : 1))
  const morning = swissInstant(day, 0)
  const late = scenes.find(({ at }) => at >= morning)
  if (late) throw new Error(`a story of the demo plays on ${late.at}, after its morning`)
  const rung = new Set<string>()
  for (const scene of scenes) {
    await passTime(stage, rung, scene.at)
    await scene.play(stage)
  }
  await passTime(stage, rung, morning)
}

/** Reminds of open tasks and closes those that ran out, as the clock of their workflow would have. */
async function passTime(stage: Stage, rung: Set<string>, until: Instant): Promise<void> {
  for (const { key, taskId, mutationId, nth, at, act } of await dueRungs(stage, until)) {
    if (rung.has(key)) continue
    rung.add(key)
    if (act === 'remind') await stage.activities.remind(taskId, nth, at)
    else {
      await stage.activities.expireTask(taskId, at)
      await proceed(stage, mutationId, later(at, 1))
    }
  }
}

async function dueRungs({ db }: Stage, until: Instant) {
  const tasks = (await db('tasks').where({ status: 'open', side: 'employer' })).map(toTask)
  return tasks
    .flatMap(({ id, mutationId, ladder }) =>
      ladder.map(({ at, act }, i) => ({ key: `${id}/${i}`, taskId: id, mutationId, nth: i + 1, at, act })),
    )
    .filter(({ at }) => at <= until)
    .sort((a, b) => (a.at < b.at ? -1 : 1))
}
