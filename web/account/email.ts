import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { changeEmail, mailEmailCode } from '../../db/access/email-changes.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { parkedHere } from '../parking.js'
import { flash, goTo, respond } from '../respond.js'
import { count, within } from '../sign-in/limits.js'
import { beginChallenge, isSentCode } from '../sms/code.js'
import { visitOf } from '../visit.js'
import { changing } from './changing.js'

const address = z.string().trim().toLowerCase().max(200).pipe(z.email())

/** Another e-mail address, proved by a code that is mailed to it. The old one is told. */
export function email(deps: Deps): Router {
  const { db, vault, courier } = deps
  const router = Router()

  router.get('/account/email', (req, res) =>
    respond(req, res, 'account/email', { values: parkedHere(req) ?? {} }),
  )

  router.post('/account/email', async (req, res) => {
    const t = translator(languageOf(req))
    const typed = address.safeParse(req.body.email)
    const { id: userId, language } = visitOf(req).user
    const problem = !typed.success
      ? 'invalid'
      : (await within(deps, 'sms', `email/${userId}`))
        ? null
        : 'many'
    if (problem) {
      const errors = { email: t(`account:email.errors.${problem}`) }
      return respond(req, res, 'account/email', { values: { email: req.body.email }, errors }, 422)
    }
    const target = String(typed.data)
    const { id: challengeId, code } = await beginChallenge(deps, { userId, purpose: 'email', target })
    await mailEmailCode(db, vault, { recipient: target, language }, code, deps.clock())
    courier.wake()
    req.session.newEmail = { challengeId, email: target }
    goTo(res, '/account/email/code')
  })

  router.get('/account/email/code', (req, res) => {
    if (req.session.newEmail) showCode(req, res, req.session.newEmail.email)
    else goTo(res, '/account/email')
  })

  router.post('/account/email/code', async (req, res) => {
    const t = translator(languageOf(req))
    const { newEmail } = req.session
    const { id } = visitOf(req).user
    if (!newEmail) return goTo(res, '/account/email')
    await count(deps, 'code', id)
    const isRight = await isSentCode(deps, newEmail.challengeId, id, String(req.body.code ?? ''))
    if (!isRight) return showCode(req, res, newEmail.email, t('signIn:errors.code.sms'))
    req.session.newEmail = undefined
    if (!(await changeEmail(db, vault, changing(req), newEmail.email))) {
      const errors = { email: t('account:email.errors.taken') }
      return respond(req, res, 'account/email', { values: { email: newEmail.email }, errors }, 422)
    }
    courier.wake()
    flash(req, t('account:email.done'))
    goTo(res, '/account')
  })

  function showCode(req: Request, res: Response, target: string, problem?: string): void {
    const errors = problem ? { code: problem } : undefined
    respond(req, res, 'account/email-code', { target, values: {}, errors }, problem ? 422 : 200)
  }

  return router
}
