import { Router } from 'express'
import { noteRead } from '../../db/audit.js'
import type { Mutation } from '../../db/mutations.js'
import { tasksOf } from '../../db/tasks.js'
import { timelineOf } from '../../db/timeline.js'
import { namesOf } from '../../db/users.js'
import { swissDate } from '../../domain/dates.js'
import type { Deps } from '../deps.js'
import { redirect, respond } from '../respond.js'
import { byOf } from '../visit.js'
import { firstOpenStep } from './journey.js'
import { aboutOf, mutationOf, type Scene, sceneOf } from './scene.js'
import { summarise } from './summary.js'
import { timelineItems } from './timeline.js'

/** Receipt and status of a report, for ever at the same address; of a draft, the step where it goes on. */
export function status(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  router.get('/:id', async (req, res) => {
    const mutation = await mutationOf(deps, req)
    const scene = await sceneOf(deps, req, mutation)
    if (mutation.status === 'draft') return redirect(req, res, `${scene.url}/${whereItGoesOn(scene)}`)
    const { id, employerId } = mutation
    await noteRead(deps.db, byOf(req), { action: 'mutation.read', object: id, employerId })
    respond(req, res, 'mutations/status', await statusPage(deps, scene))
  })
  return router
}

const whereItGoesOn = ({ journey, draft, facts }: Scene) =>
  firstOpenStep(journey, draft, facts)?.slug ?? 'check-answers'

async function statusPage({ db, config, clock }: Deps, scene: Scene) {
  const { mutation, facts, speech, url } = scene
  const { t, fmt } = speech
  const today = swissDate(clock())
  const events = await timelineOf(db, mutation, { 'office-review': config.spans.reviewDueDays })
  const tasks = await tasksOf(db, mutation.id)
  const names = await namesOf(
    db,
    events.map(({ actor }) => actor),
  )
  const base = `/e/${mutation.employerId}`
  const about = aboutOf(mutation, facts.person, speech)
  const asked = tasks.find((task) => task.side === 'employer' && task.status === 'open')
  const decision = events.find(({ event }) => event === 'message')?.path
  const when = fmt.since(mutation.submittedAt ?? mutation.savedAt, today)
  const sections = summarise(mutation.kind, mutation.answers, speech, facts.documents)
  return {
    title: t(`mutations:page.${stateOf(mutation, asked !== undefined)}`),
    text: t('mutations:page.receivedText', { about, when }),
    mutation,
    url,
    base,
    person: facts.person,
    tag: mutation.outcome && t(`mutations:outcome.${mutation.outcome}`),
    task: asked && { href: `${base}/tasks/${asked.id}` },
    decision: decision && `${base}/${decision}`,
    next: mutation.continuedAs && `${base}/mutations/${mutation.continuedAs}`,
    recall: mutation.status === 'submitted' && !tasks.some(({ claimedBy }) => claimedBy) && `${url}/recall`,
    sentBy: names.get(mutation.submittedBy ?? ''),
    timeline: timelineItems(events, { ...speech, today, names, side: 'employer', base }),
    sections,
  }
}

function stateOf(
  { status, outcome }: Mutation,
  isAsked: boolean,
): 'recalled' | 'decided' | 'waiting' | 'received' {
  if (outcome === 'recalled') return 'recalled'
  if (status === 'closed') return 'decided'
  return isAsked ? 'waiting' : 'received'
}
