import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { namedSpans, setSpans, setSpansOf, spansOn } from '../../db/tasks/deadlines.js'
import { type IsoDate, swissDate } from '../../domain/dates.js'
import { type OwnSpan, ownSpans, type Spans, spanLimits, spanProblems } from '../../domain/deadlines.js'
import type { Deps } from '../deps.js'
import { errorsOf } from '../mutations/faults.js'
import { date, dateFields, type Fault, fault, one, read, typedIn, type Values } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf } from '../visit.js'

/** The office's own deadlines: set by a supervisor from a day on, for tasks that are opened from then on. */
export function deadlinePages(deps: Deps): Router {
  const { db, clock, config } = deps
  const router = Router()

  router.get('/', (req, res) => show(req, res, null, []))

  router.post('/', async (req, res) => {
    const typed = typedIn(req.body ?? {})
    const today = swissDate(clock())
    const spans = Object.fromEntries(ownSpans.map((name) => [name, wholeNumber(typed[name])])) as Spans
    const reading = read(z.object({ validFrom: date }), typed)
    const faults = [
      ...('faults' in reading ? reading.faults : dateFaults(reading.value.validFrom, today)),
      ...faultsIn(spans),
    ]
    if ('faults' in reading || faults.length > 0) return show(req, res, typed, faults)
    const { validFrom } = reading.value
    const before = namedSpans(await spansOn(db, validFrom, config.spans))
    const changed = await setSpans(db, before, spans, validFrom, byOf(req))
    const { t, fmt } = speechOf(req)
    flash(req, changed > 0 ? t('deadlines:saved', { date: fmt.date(validFrom) }) : t('deadlines:same'))
    redirect(req, res, '/office/deadlines')
  })

  async function show(req: Request, res: Response, typed: Values | null, faults: Fault[]) {
    const speech = speechOf(req)
    const today = swissDate(clock())
    const now = namedSpans(await spansOn(db, today, config.spans))
    const set = await setSpansOf(db)
    const values = Object.fromEntries(ownSpans.map((name) => [name, String(now[name])]))
    respond(
      req,
      res,
      'deadlines/page',
      {
        title: speech.t('deadlines:title'),
        spans: ownSpans.map((name) => ({ name, now: now[name], ...spanLimits[name] })),
        values: typed ?? { ...values, ...dateFields('validFrom', today) },
        errors: errorsOf(faults, speech),
        history: set.map((row) => ({ ...row, ahead: row.validFrom > today })),
      },
      faults.length > 0 ? 422 : 200,
    )
  }
  return router
}

const wholeNumber = (typed: unknown): number =>
  /^\d{1,3}$/.test(one(typed)) ? Number(one(typed)) : Number.NaN

const dateFaults = (validFrom: IsoDate, today: IsoDate): Fault[] =>
  validFrom < today ? [fault('validFrom', 'deadlines:problems.past')] : []

const faultsIn = (spans: Spans): Fault[] =>
  spanProblems(spans).map(({ field, code }) => fault(field, `deadlines:problems.${code}`, limitsOf(field)))

const limitsOf = (name: OwnSpan) => ({ least: spanLimits[name].least, most: spanLimits[name].most })
