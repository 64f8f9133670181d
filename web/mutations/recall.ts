import { type Request, type Response, Router } from 'express'
import { isRecallable, type Mutation } from '../../db/reports/mutations.js'
import { askWithdrawal } from '../../db/reports/withdrawals.js'
import { tasksOf } from '../../db/tasks/tasks.js'
import type { Deps } from '../deps.js'
import { parkedHere } from '../parking.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf } from '../visit.js'
import { errorsOf } from './faults.js'
import { type Fault, fault, one, typedIn, type Values } from './fields.js'
import { aboutOf, mutationOf, sceneOf, speechOf, urlOf } from './scene.js'
import { isReviewBegun } from './status-page.js'
import { takeBack } from './take-back.js'

const reasonAtMost = 1000

/** Takes a report back until the office has claimed it; what was typed lives on in a new draft. From then on the office is asked to. */
export function recallPages(deps: Deps): Router {
  const { db, courier } = deps
  const router = Router({ mergeParams: true })

  router.get('/:id/recall', async (req, res) => {
    const mutation = await mutationOf(deps, req)
    if (!isRecallable(mutation)) return redirect(req, res, urlOf(mutation))
    if ((await tasksOf(db, mutation.id)).some(isReviewBegun))
      return showAsking(req, res, mutation, { typed: parkedHere(req) as Values | null })
    const { facts, speech, url } = await sceneOf(deps, req, mutation)
    const about = aboutOf(mutation, facts.person, speech)
    const { reference } = mutation
    respond(req, res, 'mutations/recall', {
      title: speech.t('mutations:recall.question'),
      reference,
      about,
      url,
    })
  })

  router.post('/:id/recall', async (req, res) => {
    const mutation = await mutationOf(deps, req)
    if (mutation.continuedAs) return redirect(req, res, urlOf({ ...mutation, id: mutation.continuedAs }))
    if (req.body?.reason !== undefined && isRecallable(mutation)) return ask(req, res, mutation)
    const next = await takeBack(deps, mutation, byOf(req))
    if (!next) return tooLate(req, res)
    flash(req, speechOf(req).t('mutations:recall.done'))
    redirect(req, res, urlOf({ ...mutation, id: next }))
  })

  async function ask(req: Request, res: Response, mutation: Mutation): Promise<void> {
    const typed = typedIn(req.body)
    const reason = one(typed.reason)
    const faults = [
      ...(reason ? [] : [fault('reason', 'mutations:recall.ask.missing')]),
      ...(reason.length > reasonAtMost
        ? [fault('reason', 'common:errors.tooLong', { max: reasonAtMost })]
        : []),
    ]
    if (faults.length > 0) return showAsking(req, res, mutation, { typed, faults, status: 422 })
    if (!(await askWithdrawal(db, mutation, reason, byOf(req)))) return tooLate(req, res)
    courier.wake()
    flash(req, speechOf(req).t('mutations:recall.ask.done'))
    redirect(req, res, urlOf(mutation))
  }

  /** Says who was first, and how to ask for it all the same. */
  async function tooLate(req: Request, res: Response): Promise<void> {
    const mutation = await mutationOf(deps, req)
    if (isRecallable(mutation)) return showAsking(req, res, mutation, { status: 409 })
    const { t } = speechOf(req)
    const key = mutation.status === 'closed' ? 'closed' : 'text'
    const { reference } = mutation
    const text = t(`mutations:recall.tooLate.${key}`, { reference })
    const title = t('mutations:recall.tooLate.title')
    respond(req, res, 'mutations/recall-late', { title, text, reference, url: urlOf(mutation) }, 409)
  }

  function showAsking(
    req: Request,
    res: Response,
    mutation: Mutation,
    { typed, faults = [], status }: Asking,
  ) {
    const speech = speechOf(req)
    const { t } = speech
    const { reference } = mutation
    const page = {
      ...{ title: t('mutations:recall.tooLate.title'), text: t('mutations:recall.ask.text', { reference }) },
      ...{
        reference,
        url: urlOf(mutation),
        asks: true,
        values: typed ?? {},
        errors: errorsOf(faults, speech),
      },
    }
    respond(req, res, 'mutations/recall-late', page, status)
  }
  return router
}

interface Asking {
  typed?: Values | null
  faults?: Fault[]
  status?: number
}
