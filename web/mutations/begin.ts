import { Router } from 'express'
import { beginDraft, untouchedDraft } from '../../db/mutations.js'
import { personOnFile } from '../../db/person.js'
import { swissDate } from '../../domain/dates.js'
import { earliestClaim } from '../../domain/family-allowance/backdating.js'
import { isMutationKind } from '../../domain/kinds.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { flash, redirect } from '../respond.js'
import { byOf, employerOf } from '../visit.js'
import { journeys } from './journeys.js'
import { freeReference } from './reference.js'
import { speechOf } from './scene.js'

/** Begins a report about an employee; what was begun a moment ago and not touched yet is taken up again. */
export function begin({ db, clock }: Deps): Router {
  const router = Router({ mergeParams: true })
  router.post('/', async (req, res) => {
    const { kind, employee = '', purpose = '' } = req.body
    const { id: employerId } = employerOf(req)
    const person = await personOnFile(db, employerId, String(employee))
    if (!person || !isMutationKind(kind)) throw notFound()
    const work = person.employment
    if (!work || (work.endsOn && work.endsOn < earliestClaim(swissDate(clock())))) {
      flash(req, speechOf(req).t('mutations:begin.impossible'))
      return redirect(req, res, `/e/${employerId}/employees/${person.id}`)
    }
    const draft = journeys[kind].begin(String(purpose))
    const fresh = { kind, employerId, employeeId: person.id, draft }
    const id =
      (await untouchedDraft(db, fresh, byOf(req))) ??
      (await beginDraft(db, { ...fresh, reference: await freeReference(db, kind) }, byOf(req)))
    redirect(req, res, `/e/${employerId}/mutations/${id}`)
  })
  return router
}
