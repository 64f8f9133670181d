import type { RequestHandler } from 'express'
import type { Deps } from './deps.js'
import { reportIn, routeOf } from './route-of.js'

/** One line a request, without personal data: of the ids in the path only that of the report is told, the query is left out. */
export function requestLog({ log, measured }: Pick<Deps, 'log' | 'measured'>): RequestHandler {
  return (req, res, next) => {
    const { path: pathname } = req
    const begun = process.hrtime.bigint()
    res.on('finish', () => {
      const path = routeOf(pathname, res.statusCode !== 404)
      const ms = Number(process.hrtime.bigint() - begun) / 1e6
      measured?.({ method: req.method, route: path, status: res.statusCode, seconds: ms / 1000 })
      const { requestId, method } = req
      const answer = { status: res.statusCode, ms: Math.round(ms) }
      log.debug({ requestId, mutationId: reportIn(pathname), method, path, ...answer }, 'request')
    })
    next()
  }
}
