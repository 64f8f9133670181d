import { type Request, type Response, Router } from 'express'
import { type Invitation, keepChosenPassword } from '../../db/access/invitations.js'
import { findEmployerAddress } from '../../db/employers/addressees.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { goTo, respond } from '../respond.js'
import { hashPassword } from '../sign-in/hashing.js'
import { newPasswordErrors, typedPassword } from '../sign-in/new-password.js'
import { tryPassword, waitingTime } from '../sign-in/password.js'
import { provedInvitation } from './scene.js'

/** A new user chooses a password; whoever only needs a new second factor proves the one they have. */
export function choosePassword({ db }: Deps): Router {
  const router = Router()

  router.get('/activate/password', async (req, res) => {
    const invitation = await provedInvitation(req, res)
    if (invitation) show(req, res, invitation)
  })

  router.post('/activate/password', async (req, res) => {
    const invitation = await provedInvitation(req, res)
    if (!invitation) return
    const prove = invitation.purpose === 'factors' ? proveOld : chooseNew
    const errors = await prove(req, res, invitation)
    if (errors) return show(req, res, invitation, errors)
    goTo(res, '/activate/app')
  })

  async function chooseNew(req: Request, _res: Response, invitation: Invitation) {
    const employers = invitation.employerId
      ? [(await findEmployerAddress(db, invitation.employerId)).name]
      : []
    const errors = await newPasswordErrors(req, { ...invitation, id: invitation.userId, employers })
    if (Object.keys(errors).length > 0) return errors
    await keepChosenPassword(db, invitation.id, await hashPassword(typedPassword(req).password))
    return null
  }

  async function proveOld(req: Request, res: Response, { email, userId }: Invitation) {
    const t = translator(languageOf(req))
    const { user, turn } = await tryPassword(req, email, typedPassword(req).password.slice(0, 200))
    if (!turn.allowed) return { password: waitingTime(req, res, turn) }
    const { activating } = req.session
    if (user?.id !== userId || !activating) return { password: t('activate:password.wrong') }
    req.session.activating = { ...activating, passwordProved: true }
    return null
  }

  function show(
    req: Request,
    res: Response,
    { purpose, email }: Invitation,
    errors?: Record<string, string>,
  ): void {
    respond(req, res, 'activate/password', { purpose, email, values: {}, errors }, errors ? 422 : 200)
  }

  return router
}
