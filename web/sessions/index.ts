import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import session from 'express-session'
import type { SignedIn } from '../../db/access/sessions.js'
import { sha256 } from '../../db/seal.js'
import type { Instant } from '../../domain/dates.js'
import { tokenFor } from '../csrf.js'
import type { Deps } from '../deps.js'
import type { NotSent } from '../sms/code.js'
import { SessionStore, untouched } from './store.js'

declare module 'express-session' {
  interface SessionData {
    /** Set when both factors are proved. */
    userId?: string
    /** When both factors were proved the last time: some changes want that to be a few minutes ago. */
    provedAt?: Instant
    /** The browser and system that signed in, in two words. */
    agent?: string
    /** Set when the password is proved and the second factor is still missing. */
    pending?: Pending
    /** What a passkey is asked to sign. */
    passkeyChallenge?: string
    /** What the answer of an identity provider must fit to, for whom it is, and whether it is to be linked to who is signed in. */
    atProvider?: {
      state: string
      nonce: string
      verifier: string
      again: boolean
      side: 'office' | 'member'
      links: boolean
    }
    /** Signed in by an identity provider: signing out may go on there. */
    byProvider?: 'office' | 'member'
    /** A second factor that is being set up: a sealed seed, or the code that was sent to a number. */
    enrolling?: { seed?: string; challengeId?: string; phone?: string }
    /** An invitation whose link and code were proved. */
    activating?: { invitationId: string; since: Instant; passwordProved?: boolean }
    /** A new address that waits for its code. */
    newEmail?: { challengeId: string; email: string }
    /** Where to go after signing in. */
    next?: string
    /** Forms that could not be taken: each is shown again with what was typed. */
    parked?: { path: string; userId: string; body: Record<string, unknown> }[]
    /** Whose session a page has ended here a moment ago: what other tabs send meanwhile waits as well. */
    formerly?: string
    /** Said once on the next page, by employer. */
    flashes?: Record<string, string>
    csrfToken?: string | null
    // Not stored in the session, but read with it:
    user?: SignedIn | null
    createdAt?: Instant
    seenAt?: Instant
  }
}

/** Somebody who has proved their password: `id` counts the tries, `again` if they were signed in already. */
export interface Pending {
  id: string
  userId: string
  /** A hash of what is kept of the password: with another one, set meanwhile, it does not go on. Absent where the release before began it. */
  password?: string
  since: Instant
  factor: 'app' | 'sms'
  challengeId?: string
  /** Why the last SMS was not sent. */
  notSent?: NotSent
  again?: boolean
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

export function sessions({ config, db, clock, log }: Deps): RequestHandler {
  return session({
    name: config.secure ? '__Host-sid' : 'sid',
    secret: [config.sessionSecret, ...config.oldSessionSecrets],
    store: new SessionStore(db, clock, (why) =>
      log.warn({ reason: why.message }, 'a session could not be kept'),
    ),
    resave: false,
    saveUninitialized: false,
    proxy: config.trustProxy !== undefined,
    cookie: { httpOnly: true, sameSite: 'lax', secure: config.secure, path: '/' },
  })
}

/** Ends a session that is over its limits, and remembers for this request whose it was. */
export function endOldSessions({ clock }: Deps): RequestHandler {
  return (req, _res, next) => {
    const { createdAt, seenAt, userId, pending, activating } = req.session
    // Nobody has come in yet: the page at the door may stay open over lunch.
    if (!userId && !pending && !activating) return next()
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

/**
 * A fresh session id at each step of signing in; what waits for the user moves along. It has its token from the beginning: pages that are opened at once
 * would each make one, and only the form of the last would be taken.
 */
export async function renewSession(req: Request, content: Partial<session.SessionData> = {}): Promise<void> {
  const { next, parked, activating, byProvider } = req.session
  await new Promise<void>((done, fail) => req.session.regenerate((error) => (error ? fail(error) : done())))
  Object.assign(req.session, { next, parked, activating, byProvider, ...content })
  tokenFor(req)
}

/** Lets a request end without counting as a sign of life of its session. */
export const endQuietly = (req: Request): void => void untouched.add(req.session)

/** Under which hash the session of this request lies in the database. */
export const sessionHash = (req: Request): string => sha256(req.sessionID)

/** Gives each request an id, for the log and the error pages. */
export const requestIds: RequestHandler = (req, res, next) => {
  req.requestId = randomUUID().slice(0, 8)
  res.set('X-Request-Id', req.requestId)
  next()
}
