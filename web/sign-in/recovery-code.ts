import { Router } from 'express'
import { spendRecoveryCode } from '../../db/access/recovery-codes.js'
import { noteAtDoor } from '../../db/access/users.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { goTo, respond } from '../respond.js'
import { byAt, letIn, pendingUser } from './door.js'
import { count, countAddress } from './limits.js'

/** Whoever has lost the second factor signs in with one of the codes that were shown when it was set up. */
export function recoveryCode(deps: Deps): Router {
  const { db, vault } = deps
  const router = Router()

  router.get('/sign-in/recovery-code', async (req, res) => {
    if (!(await pendingUser(req))) return goTo(res, '/sign-in')
    respond(req, res, 'sign-in/recovery-code', { values: {} })
  })

  router.post('/sign-in/recovery-code', async (req, res) => {
    const found = await pendingUser(req)
    if (!found) return goTo(res, '/sign-in')
    const { user } = found
    const t = translator(languageOf(req))
    await countAddress(req)
    await count(deps, 'code', user.id)
    const typed = String(req.body.code ?? '').slice(0, 100)
    if (await spendRecoveryCode(db, vault, user.id, typed, byAt(req, user.id)))
      return letIn(req, res, user, { to: '/account', say: t('signIn:recovery.used') })
    await noteAtDoor(db, 'user.code-wrong', user.id, byAt(req, 'anonymous'))
    respond(
      req,
      res,
      'sign-in/recovery-code',
      { values: {}, errors: { code: t('signIn:errors.recovery') } },
      422,
    )
  })

  return router
}
