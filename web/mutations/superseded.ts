import { type Request, Router } from 'express'
import { reopenDraft } from '../../db/allowances/terminations.js'
import { amendmentsOf } from '../../db/reports/amendments.js'
import type { Mutation } from '../../db/reports/mutations.js'
import type { Deps } from '../deps.js'
import { flash, redirect } from '../respond.js'
import { byOf } from '../visit.js'
import { aboutOf, mutationOf, type Scene, speechOf, urlOf } from './scene.js'

/** Takes a draft up again that was closed because an employment ended. */
export function superseded(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  router.post('/:id/reopen', async (req: Request, res) => {
    const mutation = await mutationOf(deps, req)
    const reopened = await reopenDraft(deps.db, mutation, byOf(req))
    if (reopened) flash(req, speechOf(req).t('mutations:superseded.reopened'))
    redirect(req, res, urlOf(mutation))
  })
  return router
}

/** A draft that was never sent, and why it was closed. */
export const isSuperseded = ({ outcome, submittedAt }: Mutation): boolean =>
  outcome === 'superseded' && submittedAt === null

/** What the page of a closed draft shows: why it was closed, and that it can be taken up again. */
export async function supersededPage({ db }: Deps, { mutation, facts, speech, url }: Scene) {
  const { t, fmt } = speech
  const why = (await amendmentsOf(db, mutation.id)).findLast(({ what }) => what === 'superseded')
  return {
    title: t('mutations:superseded.title'),
    eyebrow: aboutOf(mutation, facts.person, speech),
    text: t('mutations:superseded.text', {
      date: fmt.date(String(why?.said.lastDay)),
      reference: String(why?.said.reference),
    }),
    reopen: `${url}/reopen`,
    base: `/e/${mutation.employerId}`,
    person: facts.person,
  }
}
