import { csrfSync } from 'csrf-sync'
import type { Request, RequestHandler } from 'express'
import { forbidden } from './errors.js'
import { park } from './parking.js'

const { generateToken, isRequestValid } = csrfSync({
  getTokenFromRequest: (req) => req.get('X-CSRF-Token') ?? req.body?._csrf,
})

/** The token that the forms of this session carry. */
export const tokenFor = (req: Request): string => generateToken(req)

const safe = new Set(['GET', 'HEAD'])

/** Refuses a form that another site sends: the browser says so itself. */
export const refuseOtherSites: RequestHandler = (req, _res, next) => {
  if (safe.has(req.method)) return next()
  const site = req.get('Sec-Fetch-Site')
  if (site ? site === 'same-origin' || site === 'none' : isOwnOrigin(req)) return next()
  throw forbidden('form of another site')
}

function isOwnOrigin(req: Request): boolean {
  const origin = req.get('Origin')
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === req.get('Host'))
}

/**
 * Refuses a form without the token of its session. Uploads are checked by `requireToken` once their fields are
 * read. Where the session has ended, and its token with it, `requireUser` asks to sign in and keeps the form.
 */
export const checkTokens: RequestHandler = (req, _res, next) => {
  if (req.endedFor) return next()
  if (!safe.has(req.method) && !req.is('multipart/form-data')) requireToken(req)
  next()
}

/** Throws a 403 unless the form carries the token of its session; what was typed waits for the next attempt. */
export function requireToken(req: Request): void {
  if (isRequestValid(req)) return
  if (req.session.userId) park(req, req.session.userId)
  throw forbidden('stale or missing token')
}
