import type { Request, RequestHandler } from 'express'
import { depsOf } from '../deps.js'
import { park } from '../parking.js'
import { redirect } from '../respond.js'

/** For so many minutes after both factors were proved nobody is asked again before a change. */
export const minutesTrusted = 5

/** Whether both factors were proved in this session a few minutes ago. */
export function isRecent(req: Request): boolean {
  const { provedAt } = req.session
  return (
    provedAt !== undefined && Date.parse(depsOf(req).clock()) - Date.parse(provedAt) < minutesTrusted * 60_000
  )
}

/**
 * Lets pass who has proved both factors a few minutes ago; asks the others once more and leads them back here, with what
 * they had typed. For changes that would let a stranger at an unlocked desk take over an account.
 */
export const requireRecentProof: RequestHandler = (req, res, next) => {
  if (isRecent(req)) return next()
  const { userId } = req.session
  if (req.method === 'POST' && userId) park(req, userId)
  req.session.next = req.originalUrl
  redirect(req, res, '/account/confirm')
}
