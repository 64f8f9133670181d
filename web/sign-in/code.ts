import { type Request, type Response, Router } from 'express'
import { noteAtDoor, type User } from '../../db/access/users.js'
import { translator } from '../../locales/i18n.js'
import { demoCode } from '../demo/code.js'
import type { Deps } from '../deps.js'
import { guide } from '../guides/library.js'
import { languageOf } from '../language.js'
import { goTo, respond } from '../respond.js'
import type { Pending } from '../sessions/index.js'
import { isSentCode } from '../sms/code.js'
import { byAt, letIn, pendingUser } from './door.js'
import { codesOf } from './factors.js'
import { count, within } from './limits.js'
import { isFreshCode } from './proof.js'
import { sendSignInCode } from './sms.js'

/** The second step: a code of the authenticator app, or one that was sent by SMS. */
export function code(deps: Deps): Router {
  const { db, vault, clock } = deps
  const router = Router()

  router.get('/sign-in/code', async (req, res) => {
    const found = await pendingUser(req)
    if (!found) return goTo(res, '/sign-in')
    show(req, res, found.user, found.pending)
  })

  router.post('/sign-in/code', async (req, res) => {
    const found = await pendingUser(req)
    if (!found) return goTo(res, '/sign-in')
    const { user, pending } = found
    await count(deps, 'code', user.id)
    if (!(await within(deps, 'attempt', pending.id))) return startAgain(req, res)
    const typed = String(req.body.code ?? '')
    const isRight =
      pending.factor === 'sms'
        ? await isSentCode(deps, pending.challengeId, user.id, typed)
        : await isFreshCode(db, vault, user, typed, new Date(clock()))
    if (isRight) return letIn(req, res, user)
    await noteAtDoor(db, 'user.code-wrong', user.id, byAt(req, 'anonymous'))
    show(req, res, user, pending, `signIn:errors.code.${pending.factor}`)
  })

  /** The other way to get a code, or the same again. */
  router.post('/sign-in/sms', async (req, res) => {
    const found = await pendingUser(req)
    if (!found) return goTo(res, '/sign-in')
    if (codesOf(deps.config, found.user).sms) await sendSignInCode(req, found.user, found.pending)
    goTo(res, '/sign-in/code')
  })

  router.post('/sign-in/app', async (req, res) => {
    const found = await pendingUser(req)
    if (!found) return goTo(res, '/sign-in')
    if (codesOf(deps.config, found.user).app) req.session.pending = { ...found.pending, factor: 'app' }
    goTo(res, '/sign-in/code')
  })

  /** After five wrong codes the password is asked for again: a code is guessed once in two hundred thousand attempts. */
  function startAgain(req: Request, res: Response): void {
    req.session.pending = undefined
    goTo(res, '/sign-in?again=1')
  }

  function show(req: Request, res: Response, user: User, pending: Pending, problem?: string): void {
    const lang = languageOf(req)
    const t = translator(lang)
    const codes = codesOf(deps.config, user)
    const factor = codes[pending.factor] ? pending.factor : null
    const demo = deps.config.demo && factor === 'app' ? demoCode(deps, user) : null
    const data = {
      factor,
      other: factor === 'app' ? codes.sms && 'sms' : codes.app && 'app',
      notSent: pending.notSent ?? null,
      isSent: pending.challengeId !== undefined,
      backTo: pending.again ? '/account/confirm' : '/sign-in',
      demoCode: demo,
      guide: guide('sign-in', lang),
      errors: problem ? { code: t(problem) } : undefined,
      values: {},
    }
    respond(req, res, 'sign-in/code', data, problem ? 422 : 200)
  }

  return router
}
