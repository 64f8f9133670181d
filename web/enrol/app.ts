import { type Request, type Response, Router } from 'express'
import { generateSecret, generateURI } from 'otplib'
import { toString as qrCode } from 'qrcode'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { respond } from '../respond.js'
import { smsOffered } from '../sign-in/factors.js'
import { openSeed, sealSeed, stepOf } from '../sign-in/proof.js'
import type { Enrolling, Enrolment } from './enrolment.js'

/** Setting up an authenticator app: its key as a picture and as text, and a code that proves that it was read. */
export function appEnrolment(
  { config, vault, clock }: Deps,
  { base, view, ...enrolment }: Enrolment,
): Router {
  const router = Router()

  router.get(`${base}/app`, async (req, res) => {
    const who = await enrolment.whoIs(req, res)
    if (who) show(req, res, who)
  })

  router.get(`${base}/app/qr.svg`, async (req, res) => {
    const who = await enrolment.whoIs(req, res)
    if (!who) return
    const sealed = req.session.enrolling?.seed
    if (!sealed) throw notFound()
    const secret = openSeed(vault, who.userId, sealed)
    const address = generateURI({ issuer: config.office.name, label: who.email, secret })
    const picture = await qrCode(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
    res.set('Cache-Control', 'no-store').type('image/svg+xml').send(picture)
  })

  router.post(`${base}/app`, async (req, res) => {
    const who = await enrolment.whoIs(req, res)
    if (!who) return
    const sealed = seedFor(req, who)
    const typed = String(req.body.code ?? '')
    const step = stepOf(openSeed(vault, who.userId, sealed), typed, new Date(clock()))
    if (step !== null) {
      req.session.enrolling = undefined
      return enrolment.setApp(req, res, who, { sealed, step })
    }
    show(req, res, who, { code: translator(languageOf(req))('enrol:app.error') })
  })

  /**
   * The same seed until it is proved: a page that is loaded again shows what the app may have read already. One whose key the office
   * has put away meanwhile is replaced.
   */
  function seedFor(req: Request, { userId }: Enrolling): string {
    const kept = req.session.enrolling?.seed
    const seed = kept && stillOpens(vault, userId, kept) ? kept : sealSeed(vault, userId, generateSecret())
    req.session.enrolling = { ...req.session.enrolling, seed }
    return seed
  }

  function show(req: Request, res: Response, who: Enrolling, errors?: Record<string, string>): void {
    const key = openSeed(vault, who.userId, seedFor(req, who))
    const data = {
      base,
      key: key.replace(/(.{4})(?=.)/g, '$1 '),
      smsOffered: smsOffered(config, who.role),
      values: {},
      errors,
    }
    respond(req, res, `${view}/app`, data, errors ? 422 : 200)
  }

  return router
}

function stillOpens(vault: Deps['vault'], userId: string, sealed: string): boolean {
  try {
    openSeed(vault, userId, sealed)
    return true
  } catch {
    return false
  }
}
