import { Router } from 'express'
import { deleteDraft } from '../../db/reports/drafts.js'
import type { Deps } from '../deps.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf } from '../visit.js'
import { aboutOf, mutationOf, sceneOf, urlOf } from './scene.js'

/** Deletes a draft, after a question. */
export function discard(deps: Deps): Router {
  const router = Router({ mergeParams: true })

  router.get('/:id/delete', async (req, res) => {
    const mutation = await mutationOf(deps, req)
    if (mutation.status !== 'draft' || mutation.subjectKey) return redirect(req, res, urlOf(mutation))
    const { facts, speech, url } = await sceneOf(deps, req, mutation)
    const about = aboutOf(mutation, facts.person, speech)
    respond(req, res, 'mutations/delete', { title: speech.t('mutations:delete.title'), about, url })
  })

  router.post('/:id/delete', async (req, res) => {
    const mutation = await mutationOf(deps, req)
    if (!(await deleteDraft(deps.db, mutation.id, byOf(req)))) return redirect(req, res, urlOf(mutation))
    const { speech } = await sceneOf(deps, req, mutation)
    flash(req, speech.t('mutations:delete.done'))
    redirect(req, res, `/e/${mutation.employerId}/tasks`)
  })
  return router
}
