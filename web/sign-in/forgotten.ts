import { Router } from 'express'
import { z } from 'zod'
import { resetPassword, sendResetLink, userOfResetLink } from '../../db/access/reset-links.js'
import { userByEmail } from '../../db/access/users.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { flash, goTo, respond } from '../respond.js'
import { byAt } from './door.js'
import { hashPassword } from './hashing.js'
import { countAddress, forgetAll, within } from './limits.js'
import { newPasswordErrors, typedPassword } from './new-password.js'

const address = z.string().trim().toLowerCase().max(200).pipe(z.email())

/** A new password by e-mail. It opens nothing by itself: signing in needs the second factor as before. */
export function forgotten(deps: Deps): Router {
  const { db, vault, courier, log } = deps
  const router = Router()

  router.get('/forgotten', (req, res) => respond(req, res, 'sign-in/forgotten', { values: {} }))

  router.post('/forgotten', async (req, res) => {
    const email = address.safeParse(req.body.email)
    const t = translator(languageOf(req))
    if (!email.success) {
      const errors = { email: t('signIn:forgotten.error') }
      return respond(req, res, 'sign-in/forgotten', { values: { email: req.body.email }, errors }, 422)
    }
    await countAddress(req)
    // Known or not: the same answer after the same time. What follows happens behind it.
    send(email.data, byAt(req, 'anonymous')).catch((error) =>
      log.error({ requestId: req.requestId, reason: error.message }, 'no link for a new password'),
    )
    respond(req, res, 'sign-in/forgotten', { sent: true })
  })

  async function send(email: string, by: ReturnType<typeof byAt>): Promise<void> {
    if (!(await within(deps, 'reset', email))) return
    const user = await userByEmail(db, email)
    if (user?.status !== 'active') return
    await sendResetLink(db, vault, user, by)
    courier.wake()
  }

  router.get('/reset/:token', async (req, res) => {
    await countAddress(req)
    const user = await userOfResetLink(db, req.params.token, deps.clock())
    respond(req, res, 'sign-in/reset', { usable: user !== null, values: {} }, user ? 200 : 404)
  })

  router.post('/reset/:token', async (req, res) => {
    await countAddress(req)
    const { token } = req.params
    const user = await userOfResetLink(db, token, deps.clock())
    if (!user) return respond(req, res, 'sign-in/reset', { usable: false }, 404)
    const errors = await newPasswordErrors(req, user)
    if (Object.keys(errors).length > 0)
      return respond(req, res, 'sign-in/reset', { usable: true, values: {}, errors }, 422)
    const hash = await hashPassword(typedPassword(req).password)
    if (!(await resetPassword(db, vault, token, hash, byAt(req, user.id))))
      return respond(req, res, 'sign-in/reset', { usable: false }, 404)
    courier.wake()
    await forgetAll(db, user.email, user.id)
    flash(req, translator(languageOf(req))('signIn:reset.done'))
    goTo(res, '/sign-in')
  })

  return router
}
