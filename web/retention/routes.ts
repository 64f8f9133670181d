import { type Request, type Response, Router } from 'express'
import { lastRuns, setRetention, spansInForce } from '../../db/forgetting/retention.js'
import {
  type RetentionDays,
  type RetentionKind,
  retentionKinds,
  retentionSpans,
} from '../../domain/retention.js'
import type { Deps } from '../deps.js'
import { errorsOf } from '../mutations/faults.js'
import { fault, one, typedIn, type Values } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf, visitOf } from '../visit.js'

/** How long each kind of data is kept, what the last runs have forgotten; set by the system administrator. */
export function retentionPages({ db }: Deps): Router {
  const router = Router()

  router.get('/', (req, res) => show(req, res, null))

  router.post('/', async (req, res) => {
    const typed = typedIn(req.body ?? {})
    const days = Object.fromEntries(
      retentionKinds.map((kind) => [kind, wholeNumber(typed[kind])]),
    ) as RetentionDays
    const wrong = retentionKinds.filter((kind) => !isWithin(kind, days[kind]))
    if (wrong.length > 0) return show(req, res, typed, wrong)
    const { t } = speechOf(req)
    flash(req, t((await setRetention(db, days, byOf(req))) > 0 ? 'retention:saved' : 'retention:same'))
    redirect(req, res, '/office/retention')
  })

  async function show(req: Request, res: Response, typed: Values | null, wrong: RetentionKind[] = []) {
    const speech = speechOf(req)
    const { t, fmt } = speech
    const now = await spansInForce(db)
    const faults = wrong.map((kind) => fault(kind, 'retention:range', limitsOf(kind)))
    respond(
      req,
      res,
      'retention/page',
      {
        title: t('retention:title'),
        kinds: retentionKinds.map((kind) => ({ kind, days: now[kind] })),
        maySet: visitOf(req).user.role === 'system-administrator',
        values: typed ?? Object.fromEntries(retentionKinds.map((kind) => [kind, String(now[kind])])),
        errors: errorsOf(faults, speech),
        runs: (await lastRuns(db)).map(({ day, doneAt, counts, sweptAt }) => ({
          title: fmt.date(day),
          meta: [
            Object.entries(counts)
              .map(([kind, count]) => `${t(`retention:kind.${kind}`)}: ${count}`)
              .join(', ') || t('retention:nothing'),
            sweptAt && t('retention:swept'),
          ]
            .filter(Boolean)
            .join('. '),
          tag: { text: t(doneAt ? 'retention:done' : 'retention:running'), tone: doneAt ? 'good' : 'soon' },
        })),
      },
      wrong.length > 0 ? 422 : 200,
    )
  }

  return router
}

const wholeNumber = (typed: unknown): number =>
  /^\d{1,5}$/.test(one(typed)) ? Number(one(typed)) : Number.NaN

const isWithin = (kind: RetentionKind, days: number) =>
  days >= retentionSpans[kind].least && days <= retentionSpans[kind].most

const limitsOf = (kind: RetentionKind) => ({
  least: retentionSpans[kind].least,
  most: retentionSpans[kind].most,
})
