import { type Request, type Response, Router } from 'express'
import { amend, amendmentsOf } from '../../db/reports/amendments.js'
import { isOpen } from '../../db/reports/mutations.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { parkedHere } from '../parking.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf } from '../visit.js'
import { type Amendment, type AmendScene, amendments } from './amendments.js'
import { errorsOf } from './faults.js'
import { type Fault, typedIn, type Values } from './fields.js'
import { aboutOf, mutationOf, sceneOf } from './scene.js'

/** News about a report under way: a page with a form, and back to the status page. */
export function amendPages(deps: Deps): Router {
  const router = Router({ mergeParams: true })

  router.get('/:id/amend/:what', async (req, res) => {
    const found = await findAmendment(req)
    if (!found) return backToStatus(req, res)
    show(req, res, found, parkedHere(req) as Values | null, [])
  })

  router.post('/:id/amend/:what', async (req, res) => {
    const found = await findAmendment(req)
    if (!found) return backToStatus(req, res)
    const { scene, amendment } = found
    const typed = typedIn(req.body ?? {})
    // one more row is no news yet
    if (req.body?.add) return show(req, res, found, typed, [], true)
    const reading = amendment.read(typed, scene)
    if ('faults' in reading) return show(req, res, found, typed, reading.faults)
    const counts = await amend(
      deps.db,
      scene.mutation,
      amendment.what,
      reading.value,
      byOf(req),
      amendment.answers?.(reading.value),
    )
    if (counts) deps.courier.wake()
    const key = counts ? `mutations:amend.${amendment.what}.done` : 'mutations:amendTooLate'
    flash(req, scene.speech.t(key))
    redirect(req, res, scene.url)
  })

  /** The news of this address; null when there is no sense in it any more. Throws a 404 for news of another kind. */
  async function findAmendment(req: Request): Promise<Found | null> {
    const mutation = await mutationOf(deps, req)
    const amendment = amendments[mutation.kind].find(({ what }) => what === req.params.what)
    if (!amendment) throw notFound()
    const scene = await sceneOf(deps, req, mutation)
    const amended = { ...scene, said: await amendmentsOf(deps.db, mutation.id) }
    return isOpen(mutation) && amendment.when(amended) ? { scene: amended, amendment } : null
  }

  async function backToStatus(req: Request, res: Response) {
    const scene = await sceneOf(deps, req, await mutationOf(deps, req))
    flash(req, scene.speech.t('mutations:amendTooLate'))
    redirect(req, res, scene.url)
  }
  return router
}

interface Found {
  scene: AmendScene
  amendment: Amendment
}

function show(
  req: Request,
  res: Response,
  { scene, amendment }: Found,
  typed: Values | null,
  faults: Fault[],
  addsOne = false,
) {
  const { mutation, facts, speech, url } = scene
  const title = speech.t(`mutations:amend.${amendment.what}.title`)
  const page = {
    ...amendment.show(scene, typed, addsOne),
    ...{
      title,
      heading: title,
      reference: mutation.reference,
      action: `${url}/amend/${amendment.what}`,
      url,
    },
    eyebrow: aboutOf(mutation, facts.person, speech),
    text: speech.t(`mutations:amend.${amendment.what}.text`),
    fields: `/mutations/${mutation.kind}/amend-${amendment.what}`,
    errors: errorsOf(faults, speech),
  }
  respond(req, res, 'mutations/amend', page, faults.length > 0 ? 422 : 200)
}
