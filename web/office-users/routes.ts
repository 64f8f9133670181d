import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { resetFactors } from '../../db/access/factors.js'
import { invite, openInvitations } from '../../db/access/invitations.js'
import {
  changeRole,
  disableOfficeUser,
  enableOfficeUser,
  findOfficeUser,
  type OfficeRefusal,
  officeUsers,
} from '../../db/access/office-users.js'
import { officeRoles, userByEmail } from '../../db/access/users.js'
import { swissDate } from '../../domain/dates.js'
import { languages } from '../../domain/kinds.js'
import { requireRecentProof } from '../account/recent.js'
import type { Deps } from '../deps.js'
import { forbidden, notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { printed } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { parkedHere } from '../parking.js'
import { flash, goTo, respond } from '../respond.js'
import { errorsIn } from '../users/errors.js'
import { invitationDeeds } from '../users/invitations.js'
import { byOf, visitOf } from '../visit.js'

const base = '/office/users'
const work = z.object({ role: z.enum(officeRoles) })
const person = work.extend({
  name: z.string().trim().min(1).max(200).transform(printed),
  email: z.string().trim().toLowerCase().max(200).pipe(z.email()),
  language: z.enum(languages),
})

/** The people of the office: who they are, what they do, and who is invited. For the system administrator. */
export function officeUserPages(deps: Deps): Router {
  const { db, vault, clock, courier } = deps
  const router = Router()

  router.get('/', async (req, res) => {
    const [people, invitations] = await Promise.all([officeUsers(db), openInvitations(db, null)])
    const { t, fmt } = speechOf(req)
    const seen = (at: string | null) => (at ? fmt.since(at, swissDate(clock())) : t('users:never'))
    const active = people.filter(({ status }) => status === 'active')
    respond(req, res, 'office-users/list', {
      title: t('officeUsers:title'),
      isAlone: active.filter(({ role }) => role === 'system-administrator').length === 1,
      people: people.map((it) => ({ ...it, seen: seen(it.lastSignInAt) })),
      invitations: invitations.map((it) => ({ ...it, expires: fmt.instant(it.expiresAt) })),
    })
  })

  router.get('/invite', requireRecentProof, (req, res) =>
    showInvitation(req, res, parkedHere(req) ?? { role: 'caseworker', language: languageOf(req) }),
  )

  router.post('/invite', requireRecentProof, async (req, res) => {
    const typed = person.safeParse(req.body)
    if (!typed.success) return showInvitation(req, res, req.body, errorsIn(req, typed.error))
    const { t } = speechOf(req)
    if (await userByEmail(db, typed.data.email))
      return showInvitation(req, res, req.body, { email: t('officeUsers:known') })
    const invitee = { ...typed.data, employerId: null, mandate: { role: 'member' as const } }
    await invite(db, vault, invitee, byOf(req))
    courier.wake()
    flash(req, t('users:invited', { email: typed.data.email }))
    goTo(res, base)
  })

  router.use(invitationDeeds(deps, { employerId: async () => null, base: () => base }))

  // Whoever is asked for a proof in between comes back to the address of a form.
  router.get('/:user/:verb', (req, res) => goTo(res, `${base}/${req.params.user}`))

  router.get('/:user', requireRecentProof, (req, res) => show(req, res, parkedHere(req)))

  router.post('/:user', requireRecentProof, async (req, res) => {
    const typed = work.safeParse(req.body)
    if (!typed.success) return show(req, res, req.body, { errors: errorsIn(req, typed.error), status: 422 })
    await answer(req, res, await changeRole(db, idOf(req), typed.data.role, byOf(req)))
  })

  router.post('/:user/disable', requireRecentProof, async (req, res) =>
    answer(req, res, await disableOfficeUser(db, idOf(req), byOf(req))),
  )

  router.post('/:user/enable', requireRecentProof, async (req, res) =>
    answer(req, res, await enableOfficeUser(db, idOf(req), byOf(req))),
  )

  router.post('/:user/reset-factors', requireRecentProof, async (req, res) => {
    const found = await findOfficeUser(db, idOf(req))
    if (found?.status !== 'active') throw notFound()
    if (isSelf(req)) throw forbidden('one’s own factors are reset by somebody else')
    await resetFactors(db, vault, found.id, byOf(req))
    courier.wake()
    await answer(req, res, null)
  })

  /** One's own page says that somebody else changes this, and why not; it has no form. */
  async function show(req: Request, res: Response, values: object | null, { errors, status }: Refused = {}) {
    const found = await findOfficeUser(db, idOf(req))
    if (!found) throw notFound()
    const own = isSelf(req) ? (errors?.role ?? speechOf(req).t('officeUsers:own')) : null
    const data = {
      title: found.name,
      person: found,
      own,
      roles: officeRoles,
      errors: own ? undefined : errors,
    }
    respond(req, res, 'office-users/person', { ...data, values: values ?? { role: found.role } }, status)
  }

  async function answer(req: Request, res: Response, refusal: OfficeRefusal | null) {
    const { t } = speechOf(req)
    if (refusal === 'missing') throw notFound()
    if (refusal)
      return show(req, res, req.body, { errors: { role: t(`officeUsers:${said[refusal]}`) }, status: 409 })
    flash(req, t('users:done'))
    goTo(res, base)
  }

  function showInvitation(req: Request, res: Response, values: object, errors?: Errors) {
    const title = speechOf(req).t('officeUsers:invite')
    respond(
      req,
      res,
      'office-users/invite',
      { title, values, errors, roles: officeRoles },
      errors ? 422 : 200,
    )
  }

  return router
}

type Errors = Record<string, string>
interface Refused {
  errors?: Errors
  status?: number
}
const said = { 'last-administrator': 'refused', own: 'own' } as const

const idOf = (req: Request) => String(req.params.user)
const isSelf = (req: Request) => visitOf(req).user.id === idOf(req)
