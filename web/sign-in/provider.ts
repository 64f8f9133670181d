import * as oidc from 'openid-client'
import type { Config } from '../../config.js'

/** Whom the provider has let in. */
export interface Proof {
  subject: string
  /** Null unless the provider has verified it. */
  email: string | null
  /** What the provider says about how the person proved who they are (`amr`, `acr`). */
  means: string[]
}

/** What an answer of the provider must fit to. */
export interface Asked {
  state: string
  nonce: string
  verifier: string
  again: boolean
}

export type Settings = NonNullable<Config['oidc']>
const secondsToAnswer = 10

/** An identity provider (OpenID Connect, authorization code with PKCE, state and nonce) whose answers arrive below `path`. */
export function createProvider(
  settings: Settings,
  path: string,
  { production, baseUrl }: Pick<Config, 'production' | 'baseUrl'>,
) {
  const callback = new URL(`${path}/callback`, baseUrl).href
  let found: Promise<oidc.Configuration> | null = null

  /** Looked up at the first sign-in, and again after a failure: the portal starts without it. */
  function configuration(): Promise<oidc.Configuration> {
    found ??= oidc
      .discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, undefined, {
        timeout: secondsToAnswer,
        execute: production ? [] : [oidc.allowInsecureRequests],
      })
      .catch((error) => {
        found = null
        throw error
      })
    return found
  }

  return {
    /** Where to send the browser, and what its answer must fit to. `again` has the person prove who they are anew. */
    async ask(again: boolean): Promise<{ url: string; asked: Asked }> {
      const asked = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        again,
      }
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callback,
        scope: 'openid email',
        state: asked.state,
        nonce: asked.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(asked.verifier),
        code_challenge_method: 'S256',
        ...(again && { prompt: 'login', max_age: '0' }),
      })
      return { url: url.href, asked }
    },

    /** Exchanges the code in the address that the browser came back with. Throws when anything does not fit. */
    async prove(query: string, { state, nonce, verifier, again }: Asked): Promise<Proof> {
      const config = await configuration()
      const tokens = await oidc.authorizationCodeGrant(config, new URL(`${callback}${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
        ...(again && { maxAge: 0 }),
      })
      const claims = tokens.claims()
      if (!claims) throw new Error('no ID token')
      const person = claims.email
        ? claims
        : { ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)) }
      const isVerified = person.email_verified === true && typeof person.email === 'string'
      const means = [claims.acr, ...[claims.amr ?? []].flat()].filter((it) => typeof it === 'string')
      return { subject: claims.sub, email: isVerified ? String(person.email) : null, means }
    },

    /** Where the session at the provider is ended; null if it offers no such page. */
    async endAddress(): Promise<string | null> {
      const config = await configuration()
      if (!config.serverMetadata().end_session_endpoint) return null
      return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: new URL('/sign-in', baseUrl).href })
        .href
    },
  }
}
