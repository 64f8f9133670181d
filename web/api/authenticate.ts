import type { Request, RequestHandler } from 'express'
import { type Scope, type System, systemOfToken } from '../../db/systems/systems.js'
import { depsOf } from '../deps.js'
import { limits, within } from '../sign-in/limits.js'
import { Problem } from './problems.js'

declare module 'express-serve-static-core' {
  interface Request {
    system?: System
  }
}

/** The system that asks. Throws where the route lets anybody in. */
export function systemOf(req: Request): System {
  if (!req.system) throw new Error('nobody has asked who this is')
  return req.system
}

/** Who reads now, for the audit. */
export const bySystem = (req: Request) => ({
  actor: systemOf(req).id,
  at: depsOf(req).clock(),
  requestId: req.requestId,
})

/** Lets a system pass whose token opens this scope, as often as it may ask. Throws a problem otherwise. */
export async function requireSystem(req: Request, scope: Scope): Promise<void> {
  const deps = depsOf(req)
  const [, token] = /^Bearer +([\w-]{20,200})$/i.exec(req.get('Authorization') ?? '') ?? []
  const system = token ? await systemOfToken(deps.db, token, deps.clock()) : null
  if (!system) {
    const challenge = `Bearer realm="api"${token ? ', error="invalid_token"' : ''}`
    const why = 'Send a valid access token: Authorization: Bearer …; get one at POST /api/v1/token.'
    throw new Problem(401, why, { 'WWW-Authenticate': challenge })
  }
  if (!(await within(deps, 'api', system.id)))
    throw new Problem(429, `At most ${limits.api.most} requests a minute. Wait, then go on.`, {
      'Retry-After': '60',
    })
  if (!system.scopes.includes(scope))
    throw new Problem(403, `This token does not open ${scope}.`, {
      'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${scope}"`,
    })
  req.system = system
}

/** Wages and names go over TLS alone; without it a demo answers programs of its own machine. */
export const requireTls: RequestHandler = (req, _res, next) => {
  const { secure } = depsOf(req).config
  const isHere = /^(::ffff:)?127\.|^::1$/.test(req.socket.remoteAddress ?? '') && !req.get('X-Forwarded-For')
  if (!secure && !isHere) throw new Problem(403, 'This interface is served over https only.')
  next()
}
