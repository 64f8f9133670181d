import { type Request, type Response, Router } from 'express'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { goTo, respond } from '../respond.js'
import { beginPending } from '../sign-in/door.js'
import { tryPassword, waitingTime } from '../sign-in/password.js'
import { sendSignInCode } from '../sign-in/sms.js'
import { isOffice, visitOf } from '../visit.js'

/** Asks somebody who is signed in for password and code again, before a change. */
export function confirmation({ config }: Pick<Deps, 'config'>): Router {
  const router = Router()

  router.get('/account/confirm', (req, res) => show(req, res))

  router.post('/account/confirm', async (req, res) => {
    const { email, id } = visitOf(req).user
    const { user, turn } = await tryPassword(req, email, String(req.body.password ?? '').slice(0, 200))
    if (!turn.allowed) return show(req, res, waitingTime(req, res, turn), 429)
    if (user?.id !== id) return show(req, res, translator(languageOf(req))('account:confirm.wrong'), 422)
    const pending = await beginPending(req, user, true)
    if (pending.factor === 'sms') await sendSignInCode(req, user, pending)
    goTo(res, '/sign-in/code')
  })

  function show(req: Request, res: Response, problem?: string, status = 200): void {
    const errors = problem ? { password: problem } : undefined
    const side = isOffice(visitOf(req).user) ? 'office' : 'member'
    const provider = (side === 'office' ? config.oidc : config.memberOidc)?.name ?? null
    respond(req, res, 'account/confirm', { provider, side, values: {}, errors }, status)
  }

  return router
}
