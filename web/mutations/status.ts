import { Router } from 'express'
import { noteRead } from '../../db/audit/note.js'
import type { Deps } from '../deps.js'
import { redirect, respond } from '../respond.js'
import { byOf } from '../visit.js'
import { firstOpenStep } from './journey.js'
import { mutationOf, type Scene, sceneOf } from './scene.js'
import { statusPage } from './status-page.js'
import { isSuperseded, supersededPage } from './superseded.js'

/** Receipt and status of a report, for ever at the same address; of a draft, the step where it goes on. */
export function status(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  router.get('/:id', async (req, res) => {
    const mutation = await mutationOf(deps, req)
    const scene = await sceneOf(deps, req, mutation)
    if (mutation.status === 'draft') return redirect(req, res, `${scene.url}/${whereItGoesOn(scene)}`)
    const { id, employerId } = mutation
    await noteRead(deps.db, byOf(req), { action: 'mutation.read', object: id, employerId })
    req.star = { kind: 'mutation', target: id }
    if (isSuperseded(mutation))
      return respond(req, res, 'mutations/superseded', await supersededPage(deps, scene))
    respond(req, res, 'mutations/status', await statusPage(deps, scene))
  })
  return router
}

const whereItGoesOn = ({ journey, draft, facts }: Scene) =>
  firstOpenStep(journey, draft, facts)?.slug ?? 'check-answers'
