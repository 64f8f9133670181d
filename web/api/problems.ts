import type { ErrorRequestHandler, RequestHandler } from 'express'
import { depsOf } from '../deps.js'
import { HttpError, notFound, statusOf } from '../errors.js'
import { routeOf } from '../route-of.js'

/** Titles of what a program may meet; the detail says what to do. */
const titles: Record<number, string> = {
  400: 'Bad request', 401: 'Not authenticated', 403: 'Not allowed', 404: 'Not found', 405: 'Method not allowed',
  413: 'Too large', 429: 'Too many requests', 500: 'Internal error', 503: 'Busy',
} // biome-ignore format: pairs

/** A refusal that a program can read. */
export class Problem extends HttpError {
  constructor(
    status: number,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(status, message)
  }
}

export const refuseUnknownAddresses: RequestHandler = () => {
  throw notFound()
}

/** Errors as RFC 9457 has them, with the number of the request for the operator. */
export const showProblems: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) return next(error)
  const status = statusOf(error)
  const { log } = depsOf(req)
  const about = { requestId: req.requestId, path: routeOf(`/api/v1${req.path}`, status !== 404), status }
  if (status >= 500) log.error({ ...about, error: error.message, stack: error.stack }, 'request failed')
  else log.info({ ...about, why: error.message }, 'request refused')
  if (error instanceof Problem) res.set(error.headers)
  if (status === 503) res.set('Retry-After', '10')
  const detail = error instanceof Problem ? error.message : undefined
  res.status(status).set('Cache-Control', 'no-store').type('application/problem+json')
  res.send(JSON.stringify({ title: titles[status] ?? 'Refused', status, detail, requestId: req.requestId }))
}
