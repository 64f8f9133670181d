import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server'
import { type Request, Router } from 'express'
import { type Passkey, passkeyById, usePasskey } from '../../db/access/passkeys.js'
import { noteAtDoor, type User, userById } from '../../db/access/users.js'
import type { Deed } from '../../domain/audited.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { byAt, letIn } from './door.js'
import { showDoor } from './door-page.js'
import { countAddress } from './limits.js'

/** The site that passkeys belong to. */
export const siteOf = ({ baseUrl }: Pick<Deps['config'], 'baseUrl'>) => {
  const { origin, hostname } = new URL(baseUrl)
  return { origin, rpID: hostname }
}

/**
 * Signing in with a passkey: the device holds a key, and asks for a finger, face or PIN before it signs. That is two
 * factors in one step. It stands on both pages of signing in.
 */
export function passkeySignIn({ config, db, clock }: Deps): Router {
  const router = Router()

  router.post('/sign-in/passkey/options', async (req, res) => {
    const { rpID } = siteOf(config)
    const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' })
    req.session.passkeyChallenge = options.challenge
    res.set('Cache-Control', 'no-store').json(options)
  })

  router.post('/sign-in/passkey', async (req, res) => {
    await countAddress(req)
    const { user, deed } = await looked(req)
    if (user && !deed) return letIn(req, res, user)
    await noteAtDoor(db, deed ?? 'user.passkey-wrong', user?.id ?? 'unknown', byAt(req, 'anonymous'))
    const errors = { email: translator(languageOf(req))('signIn:errors.passkey') }
    showDoor(req, res, { errors }, 422)
  })

  /** Whose passkey was shown, and what the audit is to say where they are not let in with it. */
  async function looked(req: Request): Promise<{ user: User | null; deed?: Deed }> {
    const { passkeyChallenge, userId } = req.session
    req.session.passkeyChallenge = undefined
    const response = answerIn<AuthenticationResponseJSON>(req)
    const passkey = response ? await passkeyById(db, response.id) : null
    if (!response || !passkey) return { user: null }
    const user = await userById(db, passkey.userId)
    const counter = passkeyChallenge ? await signedWith(passkey, response, passkeyChallenge) : null
    // Whoever confirms that it is still them cannot become somebody else on the way.
    if (counter === null || (userId && userId !== user?.id)) return { user, deed: 'user.passkey-wrong' }
    if (user?.status !== 'active') return { user, deed: 'user.refused' }
    const isFresh = await usePasskey(db, passkey.id, counter, clock())
    return isFresh ? { user } : { user, deed: 'user.passkey-wrong' }
  }

  /** The counter of a passkey that has signed a challenge, or null if it has not. */
  async function signedWith(
    passkey: Passkey,
    response: AuthenticationResponseJSON,
    challenge: string,
  ): Promise<number | null> {
    const { id, publicKey, counter, transports } = passkey
    const { origin, rpID } = siteOf(config)
    const proof = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      credential: {
        id,
        publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
        counter,
        transports: transports as AuthenticatorTransports,
      },
    }).catch(() => null)
    return proof?.verified ? proof.authenticationInfo.newCounter : null
  }

  return router
}

type AuthenticatorTransports = NonNullable<
  Parameters<typeof verifyAuthenticationResponse>[0]['credential']['transports']
>

/** How WebAuthn writes the id of a key: base64url of at most 1023 bytes. JSON may hide signs in it that a database refuses. */
const idOfKey = /^[\w-]{1,1364}$/

/** What the browser's authenticator has answered, or null if that cannot be read. */
export function answerIn<Answer extends { id: string }>(req: Request): Answer | null {
  try {
    const answer = JSON.parse(String(req.body.answer ?? ''))
    return typeof answer?.id === 'string' && idOfKey.test(answer.id) ? answer : null
  } catch {
    return null
  }
}
