import type { Request, RequestHandler } from 'express'
import { changesOf, officeScope, type Scope } from '../db/changes.js'
import type { Deps } from './deps.js'
import { hasFlash } from './flash.js'
import { isPartial, send } from './respond.js'
import { shelfOf } from './shelf.js'
import { together } from './together.js'
import { employerOf, visitOf } from './visit.js'

declare module 'express-serve-static-core' {
  interface Request {
    /** Keeps what this request is answered with. */
    keep?: (page: Buffer, pushUrl: string | undefined) => void
  }
}

export const ofEmployer = (req: Request): Scope => employerOf(req).id
export const ofOffice = (): Scope => officeScope

/** Answers a list anew only when something of its scope has changed since the same person saw it. */
export type KeepPages = (scopeOf: (req: Request) => Scope) => RequestHandler

interface KeptPage {
  /** Number of the changes before it was read: what it shows is at least as new. */
  changes: number
  bytes: Buffer
  pushUrl: string | undefined
}

/**
 * Keeps the last pages of each session in memory, at most `config.keptPages` bytes. A page is sent again only to the same
 * session, under the same address, in the same hour, and if the database has counted no change in its scope, which is asked
 * with every request: what somebody has just written is never missing.
 */
export function keepPages({ db, config, clock }: Deps): KeepPages {
  const shelf = shelfOf<KeptPage>(config.keptPages)
  const changesNow = together((scope) => changesOf(db, scope))
  return (scopeOf) => async (req, res, next) => {
    if (config.keptPages === 0 || hasFlash(req)) return next()
    const hour = clock().slice(0, 13)
    const key = keyOf(req)
    const changes = await changesNow(scopeOf(req))
    const page = shelf.find(hour, key)
    if (page?.changes === changes) {
      if (page.pushUrl) res.set('HX-Push-Url', page.pushUrl)
      return send(res, page.bytes)
    }
    req.keep = (bytes, pushUrl) => shelf.put(hour, key, { changes, bytes, pushUrl })
    next()
  }
}

/** All that a page may depend on beside the facts: who asks and for whom, their cookies and session, and the address. */
function keyOf(req: Request): string {
  const { user, employer, mandates } = visitOf(req)
  const { cookie, user: _, createdAt, seenAt, ...session } = req.session
  return JSON.stringify([
    req.originalUrl,
    isPartial(req),
    req.get('Cookie'),
    session,
    user,
    employer?.id,
    mandates,
  ])
}
