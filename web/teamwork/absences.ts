import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { absencesFrom, endAbsence, setAbsence } from '../../db/desk/absences.js'
import { colleagues } from '../../db/desk/colleagues.js'
import { addYears, swissDate } from '../../domain/dates.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { errorsOf } from '../mutations/faults.js'
import { date, type Fault, fault, one, read, typedIn, type Values } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf, visitOf } from '../visit.js'
import { tabsFor } from './tabs.js'

const path = '/office/absences'

/** Who is away from when until when, and who stands in: each caseworker for themselves, whoever oversees the desk for all. */
export function absencePages({ db, clock }: Deps): Router {
  const router = Router()

  router.get('/', (req, res) => show(req, res, {}, []))

  router.post('/', async (req, res) => {
    const typed = typedIn(req.body ?? {})
    const today = swissDate(clock())
    const people = (await colleagues(db)).map(({ id }) => id)
    const userId = oversees(req) ? one(typed.who) : visitOf(req).user.id
    const deputyId = one(typed.deputy)
    const reading = read(z.object({ from: date, until: date }), typed)
    const faults: Fault[] = 'faults' in reading ? [...reading.faults] : []
    if (!('faults' in reading)) {
      const { from, until } = reading.value
      if (until < from) faults.push(fault('until', 'teamwork:absences.backwards'))
      else if (until < today || until > addYears(today, 2))
        faults.push(fault('until', 'teamwork:absences.outside'))
    }
    if (!people.includes(userId)) faults.unshift(fault('who', 'teamwork:absences.noPerson'))
    if (!people.includes(deputyId)) faults.push(fault('deputy', 'teamwork:absences.noDeputy'))
    else if (deputyId === userId) faults.push(fault('deputy', 'teamwork:absences.same'))
    if (faults.length > 0 || 'faults' in reading) return show(req, res, typed, faults)
    const { from: fromOn, until: untilOn } = reading.value
    await setAbsence(db, { userId, deputyId, fromOn, untilOn }, byOf(req))
    flash(req, speechOf(req).t('teamwork:absences.saved'))
    redirect(req, res, path)
  })

  router.post('/:absence/end', async (req, res) => {
    const whose = oversees(req) ? null : visitOf(req).user.id
    if (!(await endAbsence(db, req.params.absence, whose, byOf(req)))) throw notFound()
    flash(req, speechOf(req).t('teamwork:absences.ended'))
    redirect(req, res, path)
  })

  async function show(req: Request, res: Response, typed: Values, faults: Fault[]) {
    const speech = speechOf(req)
    const { t, fmt } = speech
    const today = swissDate(clock())
    const me = visitOf(req).user.id
    const people = (await colleagues(db)).map(({ id, name }) => ({ value: id, text: name }))
    const items = (await absencesFrom(db, today)).map((it) => ({
      title: it.name,
      meta: t('teamwork:absences.line', { period: fmt.period(it.fromOn, it.untilOn), name: it.deputy }),
      isNow: it.fromOn <= today,
      end: oversees(req) || it.userId === me ? `${path}/${it.id}/end` : null,
    }))
    respond(
      req,
      res,
      'teamwork/absences',
      {
        title: t('teamwork:absences.title'),
        tabs: tabsFor('absences', t),
        items,
        people,
        deputies: oversees(req) ? people : people.filter(({ value }) => value !== me),
        forAnybody: oversees(req),
        values: typed,
        errors: errorsOf(faults, speech),
      },
      faults.length > 0 ? 422 : 200,
    )
  }

  return router
}

const oversees = (req: Request): boolean => visitOf(req).user.role === 'supervisor'
