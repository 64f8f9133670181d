import { Router } from 'express'
import { setPassword } from '../../db/access/factors.js'
import { userById } from '../../db/access/users.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { flash, goTo, respond } from '../respond.js'
import { hashPassword } from '../sign-in/hashing.js'
import { newPasswordErrors, typedPassword } from '../sign-in/new-password.js'
import { tryPassword, waitingTime } from '../sign-in/password.js'
import { visitOf } from '../visit.js'
import { changing } from './changing.js'

/** A new password for the old one. Other sessions end, and the user is told by e-mail. */
export function changePassword({ db, vault, courier }: Deps): Router {
  const router = Router()

  router.get('/account/password', (req, res) => respond(req, res, 'account/password', { values: {} }))

  router.post('/account/password', async (req, res) => {
    const t = translator(languageOf(req))
    const user = await userById(db, visitOf(req).user.id)
    if (!user) throw notFound()
    const refuse = (errors: Record<string, string>, status = 422) =>
      respond(req, res, 'account/password', { values: {}, errors }, status)
    const current = String(req.body.current ?? '').slice(0, 200)
    const { user: proved, turn } = await tryPassword(req, user.email, current)
    if (!turn.allowed) return refuse({ current: waitingTime(req, res, turn) }, 429)
    if (proved?.id !== user.id) return refuse({ current: t('account:confirm.wrong') })
    const errors = await newPasswordErrors(req, user)
    if (Object.keys(errors).length > 0) return refuse(errors)
    await setPassword(db, vault, changing(req), await hashPassword(typedPassword(req).password))
    courier.wake()
    flash(req, t('account:password.done'))
    goTo(res, '/account')
  })

  return router
}
