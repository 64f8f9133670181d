import { Router } from 'express'
import { noteAtDoor } from '../../db/access/users.js'
import type { Deps } from '../deps.js'
import { goTo } from '../respond.js'
import { code } from './code.js'
import { byAt } from './door.js'
import { forgotten } from './forgotten.js'
import { memberSignIn } from './member.js'
import { officeSignIn } from './office.js'
import { passkeySignIn } from './passkey.js'
import { password } from './password.js'
import { recoveryCode } from './recovery-code.js'

/** Signing in: password, then code or what stands in for it; or a passkey, which is both. Everything behind it needs both. */
export function signIn(deps: Deps): Router {
  const router = Router()
  router.use(password())
  router.use(code(deps))
  router.use(recoveryCode(deps))
  router.use(passkeySignIn(deps))
  router.use(officeSignIn(deps))
  router.use(memberSignIn(deps))
  router.use(forgotten(deps))
  router.post('/sign-out', async (req, res) => {
    const { userId, byProvider } = req.session
    if (userId) await noteAtDoor(deps.db, 'user.sign-out', userId, byAt(req, userId))
    await new Promise((done) => req.session.destroy(done))
    goTo(
      res.set('Clear-Site-Data', '"cache", "storage"'),
      byProvider ? `/sign-in?left=${byProvider}` : '/sign-in',
    )
  })
  return router
}
