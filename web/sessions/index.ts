import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import session from 'express-session'
import type { SignedIn } from '../../db/sessions.js'
import type { Instant } from '../../domain/dates.js'
import type { Deps } from '../deps.js'
import { SessionStore } from './store.js'

declare module 'express-session' {
  interface SessionData {
    /** Set when both factors are proved. */
    userId?: string
    /** Set when the password is proved and the code is still missing. */
    pending?: { userId: string; since: Instant }
    /** Where to go after signing in. */
    next?: string
    /** A form that could not be taken: shown again with what was typed. */
    parked?: { path: string; userId: string; body: Record<string, unknown> }
    flash?: string
    csrfToken?: string | null
    // Not stored in the session, but read with it:
    user?: SignedIn | null
    createdAt?: Instant
    seenAt?: Instant
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    requestId: string
    /** The session of this cookie has ended: whose it was. */
    endedFor?: string
  }
}

/** Limits in minutes: without a click, and in all (OWASP ASVS 7.3). */
export const sessionLimits = { idle: 30, absolute: 8 * 60 }

export function sessions({ config, db, clock }: Deps): RequestHandler {
  return session({
    name: config.secure ? '__Host-sid' : 'sid',
    secret: [config.sessionSecret, ...config.oldSessionSecrets],
    store: new SessionStore(db, clock),
    resave: false,
    saveUninitialized: false,
    proxy: config.trustProxy !== undefined,
    cookie: { httpOnly: true, sameSite: 'lax', secure: config.secure, path: '/' },
  })
}

/** Ends a session that is over its limits, and remembers for this request whose it was. */
export function endOldSessions({ clock }: Deps): RequestHandler {
  return (req, _res, next) => {
    const { createdAt, seenAt, userId } = req.session
    const now = Date.parse(clock())
    const older = (since: Instant | undefined, minutes: number) =>
      since !== undefined && now - Date.parse(since) > minutes * 60_000
    if (!older(seenAt, sessionLimits.idle) && !older(createdAt, sessionLimits.absolute)) return next()
    req.session.regenerate((error) => {
      if (userId) req.endedFor = userId
      next(error)
    })
  }
}

/** Gives each request an id, for the log and the error pages. */
export const requestIds: RequestHandler = (req, res, next) => {
  req.requestId = randomUUID().slice(0, 8)
  res.set('X-Request-Id', req.requestId)
  next()
}
