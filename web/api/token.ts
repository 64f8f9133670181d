import { type Request, type Response, Router } from 'express'
import { issueToken, type Scope, scopes, tokenSeconds } from '../../db/systems/systems.js'
import type { Deps } from '../deps.js'
import { network, within } from '../sign-in/limits.js'

/** Where a system changes its client id and secret into a token (OAuth 2.0, RFC 6749 4.4). */
export function tokens(deps: Deps): Router {
  const router = Router()

  router.post('/token', async (req, res) => {
    const { db, clock } = deps
    if (!(await within(deps, 'apiToken', network(req.ip ?? ''))))
      return refuse(res.set('Retry-After', '900'), 429, 'slow_down')
    const { grant_type: grant, scope } = req.body ?? {}
    if (grant !== 'client_credentials') return refuse(res, 400, 'unsupported_grant_type')
    const wanted = typeof scope === 'string' && scope.trim() ? scope.trim().split(/\s+/) : null
    if (wanted?.some((it) => !scopes.includes(it as Scope))) return refuse(res, 400, 'invalid_scope')
    const given = credentials(req)
    const by = { at: clock(), requestId: req.requestId }
    const issued = given && (await issueToken(db, given.id, given.secret, wanted as Scope[] | null, by))
    if (!issued) return refuse(res.set('WWW-Authenticate', 'Basic realm="api"'), 401, 'invalid_client')
    if (issued.scopes.length === 0) return refuse(res, 400, 'invalid_scope')
    res.set('Cache-Control', 'no-store').json({
      access_token: issued.token,
      token_type: 'Bearer',
      expires_in: tokenSeconds,
      scope: issued.scopes.join(' '),
    })
  })
  return router
}

const refuse = (res: Response, status: number, error: string) =>
  void res.status(status).set('Cache-Control', 'no-store').json({ error })

/** Client id and secret from the header or from the form, as far as they can be any. */
function credentials(req: Request): { id: string; secret: string } | null {
  const [, basic] = /^Basic +([\w+/=-]{1,400})$/i.exec(req.get('Authorization') ?? '') ?? []
  const [id, secret] = basic
    ? Buffer.from(basic, 'base64').toString('utf8').split(':').map(decoded)
    : [req.body?.client_id, req.body?.client_secret]
  const isOne = (text: unknown): text is string => typeof text === 'string' && /^[\w-]{1,100}$/.test(text)
  return isOne(id) && isOne(secret) ? { id, secret } : null
}

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
