import type { RequestHandler } from 'express'
import { HttpError } from './errors.js'

const used = ['GET', 'HEAD', 'POST']

/** Refuses with a 405 what no page of the portal is asked with (OWASP ASVS 4.1.4). */
export const refuseOtherMethods: RequestHandler = (req, res, next) => {
  if (used.includes(req.method)) return next()
  res.set('Allow', used.join(', '))
  throw new HttpError(405, `method ${req.method}`)
}
