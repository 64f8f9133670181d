import { type Request, type Response, Router } from 'express'
import { AuthorizationResponseError } from 'openid-client'
import { staffOfIdentity } from '../../db/staff-identities.js'
import { noteAtDoor } from '../../db/users.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { goTo } from '../respond.js'
import { beginPending, byAt, letIn } from './door.js'
import { showDoor } from './door-page.js'
import { countAddress } from './limits.js'
import { createProvider, type Proof } from './provider.js'

type Provider = ReturnType<typeof createProvider>

/**
 * Signing in for people of the office with their own identity provider. It proves who they are; what they may do is the portal's business, and
 * an account is never made by it. Unless it says that both factors were proved, the portal asks for its own code as after a password.
 */
export function officeSignIn(deps: Deps): Router {
  const { config, db, vault, log } = deps
  const router = Router()
  let made: Provider | undefined

  function provider(): Provider {
    if (!config.oidc) throw notFound()
    made ??= createProvider(config.oidc, config)
    return made
  }

  router.get('/sign-in/office', async (req, res) => {
    const asking = provider()
    await countAddress(req)
    const again = req.session.userId !== undefined
    try {
      const { url, asked } = await asking.ask(again)
      req.session.atProvider = asked
      goTo(res, url)
    } catch (error) {
      unreachable(req, res, error)
    }
  })

  router.get('/sign-in/office/callback', async (req, res) => {
    const asking = provider()
    await countAddress(req)
    const asked = req.session.atProvider
    req.session.atProvider = undefined
    if (!asked) return refuse(req, res, 'stale')
    let proof: Proof
    try {
      proof = await asking.prove(new URL(req.originalUrl, config.baseUrl).search, asked)
    } catch (error) {
      return failed(req, res, error)
    }
    const { issuer = '' } = config.oidc ?? {}
    const { subject, email, means } = proof
    const user = await staffOfIdentity(db, vault, { issuer, subject, email }, byAt(req, 'anonymous'))
    const { userId } = req.session
    // Whoever confirms that it is still them cannot become somebody else on the way.
    if (!user || (userId && userId !== user.id)) {
      await noteAtDoor(db, 'user.identity-refused', user?.id ?? 'unknown', byAt(req, 'anonymous'))
      return refuse(req, res, user ? 'other' : 'unknown', 403)
    }
    req.session.byProvider = true
    if (config.oidc?.secondFactor.some((word) => means.includes(word))) return letIn(req, res, user)
    await beginPending(req, user, userId !== undefined)
    goTo(res, '/sign-in/code')
  })

  /** Ends the session at the provider, for whoever has just left the portal. */
  router.get('/sign-in/office/end', async (req, res) => {
    const asking = provider()
    try {
      goTo(res, (await asking.endAddress()) ?? '/sign-in')
    } catch (error) {
      unreachable(req, res, error)
    }
  })

  function failed(req: Request, res: Response, error: unknown): void {
    if (isNetwork(error)) {
      unreachable(req, res, error)
      return
    }
    const isCancelled = error instanceof AuthorizationResponseError && error.error === 'access_denied'
    if (!isCancelled)
      log.warn(
        { requestId: req.requestId, reason: reasonOf(error) },
        'an answer of the identity provider was refused',
      )
    refuse(req, res, isCancelled ? 'cancelled' : 'stale')
  }

  function unreachable(req: Request, res: Response, error: unknown): void {
    log.warn({ requestId: req.requestId, reason: reasonOf(error) }, 'the identity provider was not reached')
    res.set('Retry-After', '30')
    refuse(req, res, 'unreachable', 503)
  }

  function refuse(req: Request, res: Response, why: string, status = 422): void {
    const t = translator(languageOf(req))
    showDoor(
      req,
      res,
      { errors: { email: t(`office:errors.${why}`, { ...config.office, provider: config.oidc?.name }) } },
      status,
    )
  }

  return router
}

/** The code of an error, never its text: that may hold what the provider knows of a person. */
const reasonOf = (error: unknown): string => {
  const { code, name } = error as { code?: string; name?: string }
  return code ?? name ?? 'unknown'
}

const isNetwork = (error: unknown): boolean => {
  const { code, name, cause } = error as { code?: string; name?: string; cause?: { code?: string } }
  return (
    name === 'TimeoutError' ||
    code === 'OAUTH_TIMEOUT' ||
    ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT'].includes(cause?.code ?? '') ||
    (error instanceof TypeError && (error as Error).message === 'fetch failed')
  )
}
