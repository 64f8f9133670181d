import type { Request, Response } from 'express'
import { guide } from '../guides/library.js'
import { languageOf } from '../language.js'
import { respond } from '../respond.js'
import { errorsOf } from './faults.js'
import type { Fault } from './fields.js'
import { isAnswered, type Step, stepsOf } from './journey.js'
import { aboutOf, type Scene } from './scene.js'

interface Shown {
  faults: Fault[]
  /** What was typed before the session had ended is shown again. */
  parked?: boolean
  status?: number
}

/** Shows the page of a step with what the draft holds. */
export function showStep(req: Request, res: Response, scene: Scene, step: Step, shown: Shown): void {
  const { draft, facts, speech, mutation, url } = scene
  const at = typeof req.query.at === 'string' ? req.query.at : null
  const data = step.show(draft, facts, speech, at, shown.faults) as { view?: string; faults?: Fault[] }
  const question = step.question(draft, speech.t)
  const view = data.view?.startsWith('/')
    ? data.view.slice(1)
    : `mutations/${mutation.kind}/${data.view ?? step.slug}`
  const page = {
    ...data,
    title: question,
    heading: question,
    action: req.originalUrl,
    parked: shown.parked ?? false,
    errors: errorsOf(data.faults ?? shown.faults, speech),
    ...frameOf(scene, step.slug),
    guide: guide(step.slug === 'documents' ? step.slug : mutation.kind, languageOf(req)),
    reference: mutation.reference,
    discard: mutation.subjectKey === null && `${url}/delete`,
    partLink: `${url}/part-link`,
    documentsUrl: `/e/${mutation.employerId}/documents`,
  }
  respond(req, res, view, page, shown.status)
}

/** What stands around each page of a journey: whom it is about, the way back, the topics, the draft. */
export function frameOf({ journey, draft, facts, speech, mutation, url, keptUntil }: Scene, slug: string) {
  const asked = stepsOf(journey, draft, facts)
  const at = asked.findIndex((step) => step.slug === slug)
  const before = at < 0 ? asked.at(-1) : asked[at - 1]
  const people = `/e/${mutation.employerId}/employees`
  const start = mutation.employeeId ? `${people}/${mutation.employeeId}` : people
  const open = asked.findIndex((step) => !isAnswered(step, draft, facts))
  const reached = (index: number) => open < 0 || index <= open
  const topics = asked.map((step, index) => ({
    text: journey.topic(step.slug, speech.t),
    state: index === at ? 'now' : isAnswered(step, draft, facts) ? 'done' : 'next',
    ...(reached(index) && { href: `${url}/${step.slug}` }),
  }))
  const check = {
    text: speech.t('mutations:step.check'),
    state: at < 0 ? 'now' : 'next',
    ...(open < 0 && { href: `${url}/check-answers` }),
  }
  return {
    eyebrow: aboutOf(mutation, facts.person, speech),
    back: { href: before ? `${url}/${before.slug}` : start },
    journey: { title: journey.title(draft, speech.t), steps: [...topics, check] },
    draft: { savedAt: mutation.savedAt, keptUntil },
  }
}
