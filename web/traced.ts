import type { RequestHandler } from 'express'
import type { Deps } from './deps.js'
import { routeOf } from './route-of.js'

/** With tracing on, a span a request, without personal data: no id of the path, nothing of the query. */
export function traced({ tracing }: Pick<Deps, 'tracing'>): RequestHandler {
  return (req, res, next) => {
    if (!tracing) return next()
    const { method, path, requestId } = req
    const span = tracing.request({ method, requestId })
    res.once('close', () => {
      const { statusCode: status } = res
      span.end({ route: routeOf(path, status !== 404), status })
    })
    span.within(next)
  }
}
