import { type Request, type Response, Router } from 'express'
import { canTakeCodes, hiddenPhone, normalisePhone } from '../../domain/phone.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { parkedHere } from '../parking.js'
import { goTo, respond } from '../respond.js'
import { smsOffered } from '../sign-in/factors.js'
import { count } from '../sign-in/limits.js'
import { isSentCode, type NotSent, sendCode } from '../sms/code.js'

import type { Enrolling, Enrolment } from './enrolment.js'

/** Setting up codes by SMS, for those who choose it: the number is proved by a code. */
export function phoneEnrolment(deps: Deps, { base, view, ...enrolment }: Enrolment): Router {
  const { config } = deps
  const router = Router()
  const whoIs = async (req: Request, res: Response): Promise<Enrolling | null> => {
    const who = await enrolment.whoIs(req, res)
    if (who && !smsOffered(config, who.role)) throw notFound()
    return who
  }
  const words = (req: Request) => translator(languageOf(req))

  router.get(`${base}/phone`, async (req, res) => {
    if (await whoIs(req, res)) respond(req, res, `${view}/phone`, { base, values: parkedHere(req) ?? {} })
  })

  router.post(`${base}/phone`, async (req, res) => {
    const who = await whoIs(req, res)
    if (!who) return
    const typed = String(req.body.phone ?? '').slice(0, 40)
    const phone = normalisePhone(typed)
    const problem = phone && canTakeCodes(phone, config.sms.prefixes) ? await send(req, who, phone) : 'number'
    if (!problem) return goTo(res, `${base}/phone/code`)
    const errors = { phone: words(req)(`enrol:phone.errors.${problem}`, { phone: config.office.phone }) }
    respond(req, res, `${view}/phone`, { base, values: { phone: typed }, errors }, 422)
  })

  router.get(`${base}/phone/code`, async (req, res) => {
    if (!(await whoIs(req, res))) return
    if (!req.session.enrolling?.phone) return goTo(res, `${base}/phone`)
    showCode(req, res)
  })

  router.post(`${base}/phone/code`, async (req, res) => {
    const who = await whoIs(req, res)
    if (!who) return
    const { phone, challengeId } = req.session.enrolling ?? {}
    if (!phone) return goTo(res, `${base}/phone`)
    if (req.body.again) return sendAgain(req, res, who, phone)
    await count(deps, 'code', who.userId)
    if (await isSentCode(deps, challengeId, who.userId, String(req.body.code ?? ''))) {
      req.session.enrolling = undefined
      return enrolment.setPhone(req, res, who, phone)
    }
    showCode(req, res, words(req)('signIn:errors.code.sms'))
  })

  async function sendAgain(req: Request, res: Response, who: Enrolling, phone: string): Promise<void> {
    const problem = await send(req, who, phone)
    if (!problem) return goTo(res, `${base}/phone/code`)
    showCode(req, res, words(req)(`enrol:phone.errors.${problem}`, { phone: config.office.phone }))
  }

  async function send(req: Request, { userId, language }: Enrolling, phone: string): Promise<NotSent | null> {
    const sent = await sendCode(req, 'phone', { userId, phone, language })
    if ('problem' in sent) return sent.problem
    req.session.enrolling = { ...req.session.enrolling, phone, challengeId: sent.challengeId }
    return null
  }

  function showCode(req: Request, res: Response, problem?: string): void {
    const data = {
      base,
      phone: hiddenPhone(req.session.enrolling?.phone ?? ''),
      values: {},
      errors: problem ? { code: problem } : undefined,
    }
    respond(req, res, `${view}/phone-code`, data, problem ? 422 : 200)
  }

  return router
}
