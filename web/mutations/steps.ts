import { type Request, type Response, Router } from 'express'
import { noteRead } from '../../db/audit/note.js'
import { saveDraft } from '../../db/reports/drafts.js'
import type { Draft } from '../../db/reports/mutations.js'
import type { Deps } from '../deps.js'
import { receiveFile } from '../documents/upload.js'
import { notFound } from '../errors.js'
import { parkedHere } from '../parking.js'
import { flash, redirect } from '../respond.js'
import { byOf } from '../visit.js'
import { typedIn } from './fields.js'
import { firstOpenStep, type Step, stepsOf } from './journey.js'
import { draftSceneOf, type Scene } from './scene.js'
import { showStep } from './step-page.js'
import { changeUploads, isUploadAction } from './uploads.js'

/** The topics of a journey, each a form that posts to its own address. */
export function steps(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  const receive = receiveFile()

  router.get('/:id/:step', async (req, res) => {
    const scene = await draftScene(deps, req, res)
    if (!scene) return
    const step = stepAt(scene, req)
    const open = firstOpenStep(scene.journey, scene.draft, scene.facts)
    if (open && isBefore(scene, open, step)) return redirect(req, res, `${scene.url}/${open.slug}`)
    await noteRead(deps.db, byOf(req), {
      action: 'mutation.read',
      object: scene.mutation.id,
      employerId: scene.mutation.employerId,
    })
    const parked = parkedHere(req)
    const draft = parked ? kept(step, typedIn(parked), scene.draft, scene) : scene.draft
    const faults = req.query.check === undefined ? [] : step.faults(draft, scene.facts)
    showStep(req, res, { ...scene, draft }, step, { faults, parked: parked !== null })
  })

  router.post(
    '/:id/:step',
    (req, res, next) => (req.is('multipart/form-data') ? receive(req, res, next) : next()),
    async (req, res) => {
      const scene = await draftScene(deps, req, res)
      if (!scene) return
      const step = stepAt(scene, req)
      if (isUploadAction(req, step)) return changeUploads(deps, req, res, scene, step)
      const draft = await save(deps, req, scene, step)
      if (!draft) return redirect(req, res, scene.url)
      const known = await scene.journey.look?.(deps.db, { ...scene.mutation, draft }, deps.config)
      goOn(req, res, { ...scene, draft, facts: { ...scene.facts, ...known } }, step)
    },
  )
  return router
}

/** Everything typed is kept, right or wrong; null if the report was submitted meanwhile. */
async function save({ db }: Deps, req: Request, scene: Scene, step: Step): Promise<Draft | null> {
  let draft: Draft = scene.draft
  const change = (newest: Draft) => {
    draft = kept(step, typedIn(req.body ?? {}), newest, scene)
    return draft
  }
  const { mutation, journey } = scene
  return (await saveDraft(db, mutation.id, change, byOf(req), journey.subject)) ? draft : null
}

/** To the tasks, further on the same page, or to the next topic; or the same page again with what is wrong. */
function goOn(req: Request, res: Response, scene: Scene, step: Step): void {
  const { draft, facts, speech, mutation } = scene
  const stay = step.stays?.(req.body) ?? null
  const isChecked = !req.body.later && (stay === null || stay.checks)
  const faults = isChecked ? step.faults(draft, facts) : []
  if (req.body.later) flash(req, speech.t('mutations:step.savedLater'))
  if (faults.length > 0) showStep(req, res, scene, step, { faults, status: 422 })
  else if (req.body.later) redirect(req, res, `/e/${mutation.employerId}/tasks`)
  else if (stay)
    redirect(req, res, `${scene.url}/${step.slug}${stay.at && `?at=${encodeURIComponent(stay.at)}#open`}`)
  else redirect(req, res, nextAddress(scene))
}

/** Where a journey goes on. What was answered before may not fit any more: then its page says why. */
export function nextAddress({ url, journey, draft, facts }: Scene): string {
  const open = firstOpenStep(journey, draft, facts)
  if (!open) return `${url}/check-answers`
  return `${url}/${open.slug}${draft[open.slug] === undefined ? '' : '?check'}`
}

const kept = (step: Step, typed: ReturnType<typeof typedIn>, draft: Draft, { facts }: Scene): Draft => ({
  ...draft,
  [step.slug]: step.keep(typed, draft, facts),
})

/** The draft of this address; of a report that was submitted, its status page is shown instead. */
async function draftScene(deps: Deps, req: Request, res: Response): Promise<Scene | null> {
  const scene = await draftSceneOf(deps, req)
  if (scene.mutation.status === 'draft') return scene
  redirect(req, res, scene.url)
  return null
}

function stepAt({ journey, draft, facts }: Scene, req: Request): Step {
  const step = journey.steps.find(({ slug }) => slug === req.params.step)
  if (!step) throw notFound()
  return step.when(draft, facts) ? step : (firstOpenStep(journey, draft, facts) ?? step)
}

function isBefore({ journey, draft, facts }: Scene, first: Step, second: Step): boolean {
  const asked = stepsOf(journey, draft, facts)
  return asked.indexOf(first) < asked.indexOf(second)
}
