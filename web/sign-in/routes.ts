import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { mandatesOf } from '../../db/mandates.js'
import { noteAtDoor, noteSignIn, type User, userByEmail, userById } from '../../db/users.js'
import { translator } from '../../locales/i18n.js'
import { demoCode } from '../demo/code.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { goTo, respond } from '../respond.js'
import { createLimits } from './limits.js'
import { isFreshCode, isPassword } from './proof.js'

const credentials = z.object({
  email: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(200),
})
const minutesForCode = 15

/** Signing in: password, then code. Everything behind it needs both. */
export function signIn(deps: Deps): Router {
  const { db, vault, clock } = deps
  const limits = createLimits(db)
  const router = Router()
  const by = (req: Request, actor: string) => ({ actor, at: clock(), requestId: req.requestId })

  router.get('/sign-in', (req, res) => {
    respond(req, res, 'sign-in/password', { ended: req.query.ended !== undefined, values: {} })
  })

  router.post('/sign-in', async (req, res) => {
    const typed = credentials.safeParse(req.body)
    if (!typed.success) return showPassword(req, res, 'signIn:errors.fillIn')
    const { email, password } = typed.data
    await limits.passwordTry(email, req.ip ?? '')
    const user = await userByEmail(db, email)
    if (!(await isPassword(user, password)) || !user) {
      await noteAtDoor(db, 'user.password-wrong', user?.id ?? 'unknown', by(req, 'anonymous'))
      return showPassword(req, res, 'signIn:errors.wrong')
    }
    await renew(req)
    req.session.pending = { userId: user.id, since: clock() }
    goTo(res, '/sign-in/code')
  })

  router.get('/sign-in/code', async (req, res) => {
    const user = await pendingUser(req)
    if (!user) return goTo(res, '/sign-in')
    showCode(req, res, user)
  })

  router.post('/sign-in/code', async (req, res) => {
    const user = await pendingUser(req)
    if (!user) return goTo(res, '/sign-in')
    await limits.codeTry(user.id)
    if (!(await isFreshCode(db, vault, user, String(req.body.code ?? ''), new Date(clock())))) {
      await noteAtDoor(db, 'user.code-wrong', user.id, by(req, 'anonymous'))
      return showCode(req, res, user, 'signIn:errors.code')
    }
    await limits.passed(user.email, user.id)
    await noteSignIn(db, user.id, by(req, user.id))
    const next = req.session.next ?? (await homeOf(user))
    await renew(req)
    req.session.userId = user.id
    goTo(res, next)
  })

  router.post('/sign-out', async (req, res) => {
    if (req.session.userId)
      await noteAtDoor(db, 'user.sign-out', req.session.userId, by(req, req.session.userId))
    await new Promise((done) => req.session.destroy(done))
    goTo(res.set('Clear-Site-Data', '"cache", "storage"'), '/sign-in')
  })

  async function pendingUser(req: Request): Promise<User | null> {
    const { pending } = req.session
    if (!pending || Date.parse(clock()) - Date.parse(pending.since) > minutesForCode * 60_000) return null
    return userById(db, pending.userId)
  }

  async function homeOf(user: User): Promise<string> {
    if (user.role !== 'employer') return '/office'
    const [first] = await mandatesOf(db, user.id)
    return first ? `/e/${first.id}` : '/no-mandate'
  }

  function showPassword(req: Request, res: Response, problem: string) {
    const t = translator(languageOf(req))
    respond(
      req,
      res,
      'sign-in/password',
      { values: { email: req.body?.email }, errors: { email: t(problem) } },
      422,
    )
  }

  function showCode(req: Request, res: Response, user: User, problem?: string) {
    const t = translator(languageOf(req))
    const errors = problem ? { code: t(problem) } : undefined
    const demo = deps.config.demo ? demoCode(deps, user) : null
    respond(req, res, 'sign-in/code', { demoCode: demo, errors, values: {} }, problem ? 422 : 200)
  }

  return router
}

/** A fresh session id at each step of signing in; what waits for the user moves along. */
async function renew(req: Request): Promise<void> {
  const { next, parked } = req.session
  await new Promise<void>((done, fail) => req.session.regenerate((error) => (error ? fail(error) : done())))
  Object.assign(req.session, { next, parked })
}
