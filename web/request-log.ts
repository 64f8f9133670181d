import type { RequestHandler } from 'express'
import type { Deps } from './deps.js'
import { routeOf } from './route-of.js'

/** One line a request, without personal data: ids are cut out of the path, the query is left out. */
export function requestLog({ log, measured }: Pick<Deps, 'log' | 'measured'>): RequestHandler {
  return (req, res, next) => {
    const { path: pathname } = req
    const begun = process.hrtime.bigint()
    res.on('finish', () => {
      const path = routeOf(pathname, res.statusCode !== 404)
      const ms = Number(process.hrtime.bigint() - begun) / 1e6
      measured?.({ method: req.method, route: path, status: res.statusCode, seconds: ms / 1000 })
      log.debug(
        { requestId: req.requestId, method: req.method, path, status: res.statusCode, ms: Math.round(ms) },
        'request',
      )
    })
    next()
  }
}
