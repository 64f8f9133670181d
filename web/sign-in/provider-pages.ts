import { type Request, type Response, Router } from 'express'
import { AuthorizationResponseError } from 'openid-client'
import { noteAtDoor, type User } from '../../db/access/users.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { goTo } from '../respond.js'
import { beginPending, byAt, letIn } from './door.js'
import { showDoor } from './door-page.js'
import { countAddress } from './limits.js'
import { createProvider, type Proof, type Settings } from './provider.js'

/** Where people of one side sign in with an identity provider. */
export interface ProviderDoor {
  side: 'office' | 'member'
  /** Null where there is no provider for them. */
  settings(): Settings | null
  /** The user whom the provider means, whether they are let in or not. */
  find(req: Request, issuer: string, proof: Proof): Promise<User | null>
  /** Whether somebody who is signed in asks to be linked to the provider, and not to prove anew who they are. */
  isLinking?(req: Request): boolean
  /** Links them, and says so. */
  link?(req: Request, res: Response, issuer: string, proof: Proof): Promise<void>
}

/**
 * Signing in with an identity provider. It proves who somebody is; what they may do is the portal's business, and an account is
 * never made by it. Unless it says that both factors were proved, the portal asks for its own code as after a password.
 */
export function providerPages({ config, db, log }: Deps, door: ProviderDoor): Router {
  const router = Router()
  const path = `/sign-in/${door.side}`
  let made: ReturnType<typeof createProvider> | undefined

  function provider() {
    const settings = door.settings()
    if (!settings) throw notFound()
    made ??= createProvider(settings, path, config)
    return { ...made, settings }
  }

  router.get(path, async (req, res) => {
    const asking = provider()
    await countAddress(req)
    const again = req.session.userId !== undefined
    const links = again && door.isLinking?.(req) === true
    try {
      const { url, asked } = await asking.ask(again)
      req.session.atProvider = { ...asked, side: door.side, links }
      goTo(res, url)
    } catch (error) {
      unreachable(req, res, error)
    }
  })

  router.get(`${path}/callback`, async (req, res) => {
    const asking = provider()
    await countAddress(req)
    const asked = req.session.atProvider
    req.session.atProvider = undefined
    if (!asked || (asked.side ?? 'office') !== door.side) return refuse(req, res, 'stale')
    let proof: Proof
    try {
      proof = await asking.prove(new URL(req.originalUrl, config.baseUrl).search, asked)
    } catch (error) {
      return failed(req, res, error)
    }
    const { issuer, secondFactor } = asking.settings
    const { userId } = req.session
    if (asked.links && userId && door.link) return door.link(req, res, issuer, proof)
    const user = await door.find(req, issuer, proof)
    // Whoever confirms that it is still them cannot become somebody else on the way.
    const isActive = user?.status === 'active'
    if (!isActive || (userId && userId !== user.id)) {
      const deed = user && !isActive ? 'user.refused' : 'user.identity-refused'
      await noteAtDoor(db, deed, user?.id ?? 'unknown', byAt(req, 'anonymous'))
      return refuse(req, res, isActive ? 'other' : unknown[door.side], 403)
    }
    req.session.byProvider = door.side
    if (secondFactor.some((word) => proof.means.includes(word))) return letIn(req, res, user)
    await beginPending(req, user, userId !== undefined)
    goTo(res, '/sign-in/code')
  })

  /** Ends the session at the provider, for whoever has just left the portal. */
  router.get(`${path}/end`, async (req, res) => {
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
      { errors: { email: t(`office:errors.${why}`, { ...config.office, provider: door.settings()?.name }) } },
      status,
    )
  }

  return router
}

/** What is said to whom the provider knows and the portal does not. */
const unknown = { office: 'unknown', member: 'unlinked' }

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
