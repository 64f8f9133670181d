import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import { depsOf } from './deps.js'
import { secrets } from './parking.js'
import { respond } from './respond.js'
import { reportIn, routeOf } from './route-of.js'

/** Ends a request with an error page of this status. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/** The portal is not there, as it was announced. */
export class PlannedOutage extends HttpError {
  constructor() {
    super(503, 'planned outage')
  }
}

/** There is no such thing, or it is not this user's: a stranger must not learn the difference. */
export const notFound = () => new HttpError(404, 'not found')
export const forbidden = (why: string) => new HttpError(403, why)

export const refuseUnknownPages: RequestHandler = () => {
  throw notFound()
}

const pages = [400, 403, 404, 405, 413, 429, 500, 503, 507]

/** One page per status in the user's language, with the id of the request; the log gets the rest. */
export const showErrors: ErrorRequestHandler = (error, req, res, _next) => {
  const status = statusOf(error)
  const { log } = depsOf(req)
  const about = {
    requestId: req.requestId,
    mutationId: reportIn(req.path),
    path: routeOf(req.path, status !== 404),
  }
  if (res.headersSent || res.destroyed) {
    // Express would cut the connection as well, but write the error past the log
    log.warn({ ...about, error: error.message }, 'answer broken off')
    return void res.destroy()
  }
  if (status >= 500) log.error({ ...about, error: error.message, stack: error.stack }, 'request failed')
  else log.info({ ...about, status, why: error.message }, 'request refused')
  // what has just failed may be the database: this page must not ask it for the numbers in the menu
  if (status >= 500) Object.assign(req, { counts: {}, favourites: [] })
  if (!res.get('Retry-After') && (status === 503 || status === 507))
    res.set('Retry-After', status === 503 ? '10' : '300')
  const page = pages.includes(status) ? status : status < 500 ? 400 : 500
  const parked = req.session?.parked?.at(-1)?.path ?? null
  const isPlanned = error instanceof PlannedOutage
  const data = {
    status: page,
    page: isPlanned ? 'outage' : page,
    parked,
    unsent: parked ? null : unsent(req, status),
  }
  respond(req, res, 'errors/page', data, status)
}

/** A form that could not be taken just now, to be sent again from the page that says so; null where there is none, or where it holds a secret. */
function unsent(req: Request, status: number) {
  if (status < 503 || req.method !== 'POST' || !req.is('urlencoded') || !req.body) return null
  const typed = Object.entries<string | string[]>(req.body).filter(([name]) => name !== '_csrf')
  if (typed.some(([name]) => secrets.includes(name))) return null
  return typed.flatMap(([name, values]) => [values].flat().map((value) => ({ name, value })))
}

/** The status an error is answered with. */
export function statusOf(error: {
  status?: number
  statusCode?: number
  code?: string
  message?: string
}): number {
  if (isDatabaseBusy(error)) return 503
  if (isDiskFull(error)) return 507
  const status = error.status ?? error.statusCode ?? 500
  return status >= 400 && status < 600 ? status : 500
}

/** What SQLite and PostgreSQL say when somebody else holds what is asked for, or when they are not there: ended, about to start, full of connections. */
const busy = new Set([
  'SQLITE_BUSY',
  'ECONNREFUSED',
  'ECONNRESET',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '55P03',
  '08006',
])

const isDatabaseBusy = ({ code, message }: { code?: string; message?: string }) =>
  busy.has(code ?? '') ||
  /acquiring a connection|Connection (ended|terminated)|is not queryable/.test(message ?? '')

const isDiskFull = ({ code }: { code?: string }) =>
  code === 'SQLITE_FULL' || code === '53100' || code === 'ENOSPC' || code === 'EDQUOT'
