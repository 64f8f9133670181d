import type { Request, RequestHandler, Response } from 'express'
import { changesOf, officeScope, type Scope } from '../db/changes.js'
import type { Deps } from './deps.js'
import { hasFlash } from './flash.js'
import { outageText } from './outage.js'
import { type Encoding, encodingFor, pack } from './packed.js'
import { isByItself, isPartial, send } from './respond.js'
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

/** All employers for which somebody acts. */
export const ofAgent = (req: Request): Scope => visitOf(req).user.id

/** Answers a page anew only when something of its scope has changed since the same person saw it; `count` counts that. */
export type KeepPages = (scopeOf: (req: Request) => Scope, count?: typeof changesOf) => RequestHandler

interface KeptPage {
  /** Number of the changes before it was read: what it shows is at least as new. */
  changes: number
  bytes: Buffer
  /** How the bytes are compressed: from the second time a page is asked for, which is then done once for all times. */
  encoding: Encoding
  pushUrl: string | undefined
}

/**
 * Keeps the last pages of each session in memory, at most `config.keptPages` bytes. A page is sent again only to the same
 * session, under the same address, in the same hour, and if the database has counted no change in its scope, which is asked
 * with every request: what somebody has just written is never missing.
 */
export function keepPages({ db, config, clock }: Deps): KeepPages {
  const shelf = shelfOf<KeptPage>(config.keptPages)
  const keep: KeepPages = (scopeOf, count = changesOf) => {
    const changesNow = together((scope) => count(db, scope))
    return async (req, res, next) => {
      if (config.keptPages === 0 || hasFlash(req)) return next()
      const hour = clock().slice(0, 13)
      const encoding = encodingFor(req)
      const key = keyOf(req, encoding)
      const changes = await changesNow(scopeOf(req))
      const page = shelf.find(hour, key)
      if (page?.changes !== changes) {
        req.keep = (bytes, pushUrl) => shelf.put(hour, key, { changes, bytes, encoding: null, pushUrl })
        return next()
      }
      if (page.encoding === encoding || !encoding) return sendAgain(res, page)
      const packed = { ...page, bytes: await pack(page.bytes, encoding), encoding }
      shelf.put(hour, key, packed)
      sendAgain(res, packed)
    }
  }
  return keep
}

function sendAgain(res: Response, { bytes, encoding, pushUrl }: KeptPage): void {
  if (pushUrl) res.set('HX-Push-Url', pushUrl)
  if (encoding) res.set('Content-Encoding', encoding)
  send(res, bytes)
}

/** All that a page may depend on beside the facts: who asks and for whom, their cookies and session, the address, and whether an outage is announced. */
function keyOf(req: Request, encoding: Encoding): string {
  const { user, employer, mandates } = visitOf(req)
  const { cookie, user: _, createdAt, seenAt, ...session } = req.session
  return JSON.stringify([
    req.originalUrl,
    encoding,
    isPartial(req),
    isByItself(req),
    req.get('Cookie'),
    session,
    user,
    employer?.id,
    mandates,
    outageText(req),
  ])
}
