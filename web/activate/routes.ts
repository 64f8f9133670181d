import { type Request, type Response, Router } from 'express'
import { acceptMandate, activate, type Proof } from '../../db/access/activation.js'
import { invitationByLink, proveInvitation, readmit, resendInvitation } from '../../db/access/invitations.js'
import { noteSignIn, userByEmail } from '../../db/access/users.js'
import { findEmployerAddress } from '../../db/employers/addressees.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { appEnrolment } from '../enrol/app.js'
import type { Enrolment } from '../enrol/enrolment.js'
import { phoneEnrolment } from '../enrol/phone.js'
import { languageOf } from '../language.js'
import { goTo, respond } from '../respond.js'
import { renewSession } from '../sessions/index.js'
import { begin, byAt } from '../sign-in/door.js'
import { countAddress, within } from '../sign-in/limits.js'
import { byOf, requireUser, visitOf } from '../visit.js'
import { choosePassword } from './password.js'
import { invitationWithPassword, provedInvitation, showVoid } from './scene.js'

/** From the link in a mail to the first sign-in: code, password, second factor, recovery codes. */
export function activation(deps: Deps): Router {
  const { db, vault, clock, courier } = deps
  const router = Router()

  const enrolment: Enrolment = {
    base: '/activate',
    view: 'activate',
    async whoIs(req, res) {
      const invitation = await invitationWithPassword(req, res)
      return invitation
    },
    setApp: (req, res, _who, { sealed, step }) =>
      finish(req, res, { totpSeed: sealed, totpLastStep: step, phone: null }),
    setPhone: (req, res, _who, phone) => finish(req, res, { totpSeed: '', totpLastStep: 0, phone }),
  }

  router.use(choosePassword(deps))
  router.use(appEnrolment(deps, enrolment))
  router.use(phoneEnrolment(deps, enrolment))

  /** Somebody who has an account already is asked whether they want to act for one more employer. */
  router.get('/activate/mandate', requireUser, async (req, res) => {
    const found = await offered(req, res)
    if (found) respond(req, res, 'activate/mandate', { firm: found.firm })
  })

  router.post('/activate/mandate', requireUser, async (req, res) => {
    const found = await offered(req, res)
    if (!found) return
    const { user } = visitOf(req)
    if (!(await acceptMandate(db, found.invitation, user.id, byOf(req)))) return showVoid(req, res)
    req.session.activating = undefined
    goTo(res, `/e/${found.invitation.employerId}`)
  })

  router.get('/activate/:token', async (req, res) => {
    await countAddress(req)
    const invitation = await invitationByLink(db, req.params.token, clock())
    if (!invitation) return showVoid(req, res)
    respond(req, res, 'activate/code', { purpose: invitation.purpose, values: {} })
  })

  router.post('/activate/:token', async (req, res) => {
    await countAddress(req)
    const { token } = req.params
    const typed = String(req.body.code ?? '').slice(0, 40)
    const invitation = await proveInvitation(db, token, typed, clock())
    if (!invitation) return refuse(req, res, token)
    await renewSession(req, {
      activating: { invitationId: invitation.id, since: clock() },
      next: '/activate/mandate',
      userId: undefined,
    })
    const isKnown = invitation.purpose === 'join' && (await userByEmail(db, invitation.email)) !== null
    if (isKnown) await readmit(db, invitation.email, byAt(req, 'link'))
    goTo(res, isKnown ? '/sign-in' : '/activate/password')
  })

  /** The mail did not come or was lost: a fresh link and code go to the same address. The answer is always the same. */
  router.post('/activate/:token/again', async (req, res) => {
    await countAddress(req)
    const invitation = await invitationByLink(db, req.params.token, clock())
    if (invitation && (await within(deps, 'resend', invitation.id))) {
      await resendInvitation(db, vault, invitation.id, byAt(req, 'link'))
      courier.wake()
    }
    respond(req, res, 'activate/sent', {})
  })

  async function refuse(req: Request, res: Response, token: string): Promise<void> {
    const invitation = await invitationByLink(db, token, clock())
    if (!invitation) return showVoid(req, res)
    const errors = { code: translator(languageOf(req))('activate:code.error') }
    respond(req, res, 'activate/code', { purpose: invitation.purpose, values: {}, errors }, 422)
  }

  async function finish(req: Request, res: Response, proof: Proof): Promise<void> {
    const invitation = await provedInvitation(req, res)
    if (!invitation) return
    const codes = await activate(db, vault, invitation, proof, byAt(req, invitation.userId))
    if (!codes) return showVoid(req, res)
    courier.wake()
    if (!(await noteSignIn(db, invitation.userId, byAt(req, invitation.userId)))) return showVoid(req, res)
    await begin(req, res, { id: invitation.userId, email: invitation.email })
    req.session.activating = undefined
    respond(req, res, 'activate/recovery-codes', { codes })
  }

  async function offered(req: Request, res: Response) {
    const invitation = await provedInvitation(req, res)
    if (!invitation) return null
    if (invitation.email === visitOf(req).user.email && invitation.employerId)
      return { invitation, firm: (await findEmployerAddress(db, invitation.employerId)).name }
    showVoid(req, res)
    return null
  }

  return router
}
