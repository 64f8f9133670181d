import { type Request, Router } from 'express'
import { countsOf } from '../../db/desk/counts.js'
import type { Office } from '../../db/desk/sharing.js'
import { type DeskView, deskViewsAtMost, forgetDeskView, saveDeskView } from '../../db/desk/views.js'
import { hasAhvNumber } from '../../domain/ahv-number.js'
import { swissDate } from '../../domain/dates.js'
import { type Deps, depsOf } from '../deps.js'
import { notFound } from '../errors.js'
import { one } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { flash, redirect } from '../respond.js'
import { byOf, visitOf } from '../visit.js'
import { type DeskState, deskAddress, deskStateOf, filterOf } from './desk-filter.js'

/** The saved views of the desk, each with how many tasks it leaves, and how it is saved as it is now. */
export async function savedViews(req: Request, now: DeskState, office: Office) {
  const { db, clock } = depsOf(req)
  const { id: me, role } = visitOf(req).user
  const today = swissDate(clock())
  const state = queryOf(now)
  const states = office.views.map((view) => deskStateOf(new URLSearchParams(view.state)))
  const filters = states.map((its) => filterOf(its, office, { me, today }))
  const counts = await countsOf(db, filters, me, today)
  const items = office.views.map((view: DeskView, n) => ({
    href: deskAddress(states[n] ?? {}),
    text: view.name,
    shared: view.shared,
    count: counts[n] ?? 0,
    current: view.state === state && state !== '',
    star: {
      ...{ kind: 'view' as const, target: view.id, isOn: view.starred, about: view.name },
      action: '/office/favourites',
    },
    ...(view.userId === me && { forget: `/office/views/${view.id}/forget` }),
  }))
  return { items, state, mayShare: role === 'supervisor' }
}

/** Saves views of the desk, and forgets them; they lie on the server, and whoever oversees the desk shares theirs with all. */
export function deskViewPages({ db }: Deps): Router {
  const router = Router()

  router.post('/', async (req, res) => {
    const { t } = speechOf(req)
    const { id: userId, role } = visitOf(req).user
    const now = deskStateOf(new URLSearchParams(one(req.body.state)))
    const state = queryOf(now)
    const name = one(req.body.name).slice(0, 60)
    const shared = role === 'supervisor' && req.body.shared === '1'
    if (!name || !state || hasAhvNumber(`${name} ${now.q}`))
      flash(req, t(!name || !state ? 'lists:noName' : 'lists:noNumber'))
    else if (await saveDeskView(db, { userId, name, state, shared }, byOf(req)))
      flash(req, t('desk:view.saved', { name }))
    else flash(req, t('desk:view.full', { count: deskViewsAtMost }))
    redirect(req, res, deskAddress(now))
  })

  router.post('/:view/forget', async (req, res) => {
    const { user } = visitOf(req)
    if (!(await forgetDeskView(db, user.id, req.params.view, byOf(req)))) throw notFound()
    flash(req, speechOf(req).t('desk:view.forgotten'))
    redirect(req, res, '/office')
  })

  return router
}

const queryOf = (state: DeskState): string => (deskAddress(state).split('?')[1] ?? '').slice(0, 400)
