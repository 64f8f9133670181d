import { type Request, type Response, Router } from 'express'
import type { Knex } from 'knex'
import { noteRead } from '../../db/audit/note.js'
import { submit } from '../../db/reports/submissions.js'
import { isRecent, requireRecentProof } from '../account/recent.js'
import type { Deps } from '../deps.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf } from '../visit.js'
import { firstOpenStep } from './journey.js'
import { aboutOf, draftSceneOf, type Scene } from './scene.js'
import { frameOf } from './step-page.js'
import { nextAddress } from './steps.js'
import { summarise } from './summary.js'

/** The last page of a journey: everything once more, then it is sent. */
export function checkAnswers(deps: Deps): Router {
  const router = Router({ mergeParams: true })

  router.get('/:id/check-answers', async (req, res) => {
    const scene = await completeScene(deps, req, res)
    if (!scene) return
    const { id, employerId } = scene.mutation
    await noteRead(deps.db, byOf(req), { action: 'mutation.read', object: id, employerId })
    showAnswers(req, res, scene)
  })

  router.post('/:id/check-answers', async (req, res, next) => {
    const scene = await completeScene(deps, req, res)
    if (!scene) return
    const { mutation, journey, speech, url } = scene
    if (req.body.later) {
      flash(req, speech.t('mutations:step.savedLater'))
      return redirect(req, res, `/e/${mutation.employerId}/tasks`)
    }
    // Whoever releases wages proves with both factors that it is still them at the keyboard.
    if (journey.signed && !isRecent(req)) return requireRecentProof(req, res, next)
    const { confirm, seen = mutation.savedAt } = req.body
    if (seen !== mutation.savedAt) return showAnswers(req, res, scene, speech.t('mutations:check.changed'))
    if (!confirm) return showAnswers(req, res, scene, speech.t('mutations:check.confirmFirst'))
    const answers = journey.answers(scene.draft, scene.facts)
    const by = byOf(req)
    const { sent } = journey
    const also = sent && ((trx: Knex.Transaction) => sent(trx, deps, mutation, answers, by))
    // sent twice, it counts once, and both see the same receipt
    if (await submit(deps.db, mutation, answers, by, also)) deps.courier.wake()
    redirect(req, res, url)
  })
  return router
}

/** The draft if nothing is missing; otherwise the browser is sent to what is, or to the receipt. */
async function completeScene(deps: Deps, req: Request, res: Response): Promise<Scene | null> {
  const scene = await draftSceneOf(deps, req)
  const { mutation, journey, draft, facts, url } = scene
  const isDraft = mutation.status === 'draft'
  if (isDraft && !firstOpenStep(journey, draft, facts)) return scene
  redirect(req, res, isDraft ? nextAddress(scene) : url)
  return null
}

function showAnswers(req: Request, res: Response, scene: Scene, fault?: string): void {
  const { mutation, journey, draft, facts, speech, url } = scene
  const answers = journey.answers(draft, facts)
  const { t } = speech
  respond(
    req,
    res,
    'mutations/check-answers',
    {
      title: t('mutations:check.title'),
      heading: t('mutations:check.title'),
      action: `${url}/check-answers`,
      person: facts.person,
      sections: summarise(mutation.kind, answers, speech, facts.documents),
      preview: journey.preview(answers as never, facts, speech),
      about: aboutOf(mutation, facts.person, speech),
      url,
      documentsUrl: `/e/${mutation.employerId}/documents`,
      discard: mutation.subjectKey === null && `${url}/delete`,
      seen: mutation.savedAt,
      errors: fault ? { confirm: fault } : {},
      signed: journey.signed ?? false,
      ...frameOf(scene, 'check-answers'),
    },
    fault ? 422 : 200,
  )
}
