import type { Request } from 'express'

/** What must be typed anew: nobody's secrets lie in a session. */
const secrets = ['_csrf', 'password', 'again', 'current', 'code', 'answer']

/** Keeps a form that could not be taken, for the same user and the same page. */
export function park(req: Request, userId: string, path = req.originalUrl): void {
  if (!req.body) return
  const body = Object.fromEntries(Object.entries(req.body).filter(([name]) => !secrets.includes(name)))
  req.session.parked = { path, userId, body }
}
