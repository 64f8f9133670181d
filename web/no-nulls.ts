import type { Request, RequestHandler } from 'express'
import { HttpError } from './errors.js'

/**
 * Refuses an address with a NUL in it, or one that is no path (`*`), and takes the NULs out of a form: no keyboard writes one, and PostgreSQL takes none in a
 * text.
 */
export const refuseNulls: RequestHandler = (req, _res, next) => {
  if (/%00|\0/.test(req.url)) throw new HttpError(400, 'NUL in the address')
  if (!req.path.startsWith('/')) throw new HttpError(400, 'no path')
  removeNulls(req)
  next()
}

/** The same for a form whose fields are read later. */
export function removeNulls(req: Pick<Request, 'body'>): void {
  if (!req.body) return
  const plain = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '') : value)
  for (const [name, value] of Object.entries(req.body))
    req.body[name] = Array.isArray(value) ? value.map(plain) : plain(value)
}
