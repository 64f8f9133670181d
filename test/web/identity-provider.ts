import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** Whom the provider of a test lets in next, without asking anything. */
export interface Person {
  sub: string
  email: string
  verified?: boolean
  /** How they proved who they are, such as `['pwd', 'mfa']`. */
  amr?: string[]
  /** Cancels instead. */
  cancels?: boolean
}

export const client = { id: 'portal', secret: 'a secret of the provider and the portal' }

/** A real OpenID provider on a free port, whose only page lets in whoever `next` is. */
export async function openIdentityProvider(portalUrl: string) {
  const people = new Map<string, Person>()
  let next: Person = { sub: 'nobody', email: 'nobody@muster.example' }
  let handle: (req: never, res: never) => unknown = () => {}
  const server = createServer((req, res) => handle(req as never, res as never))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: ['office', 'member'].map((side) => `${portalUrl}/sign-in/${side}/callback`),
        post_logout_redirect_uris: [`${portalUrl}/sign-in`],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub', 'acr', 'amr'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ['a key of the test'] },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => {
        const { email = '', verified = true } = people.get(sub) ?? {}
        return { sub, email, email_verified: verified }
      },
    }),
    loadExistingGrant: async (ctx) => {
      const { Grant } = ctx.oidc.provider
      const grant = new Grant({ clientId: ctx.oidc.client?.clientId, accountId: ctx.oidc.session?.accountId })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  })
  const callback = provider.callback()
  handle = async (req: Parameters<typeof callback>[0], res: Parameters<typeof callback>[1]) => {
    if (!req.url?.startsWith('/interaction/')) return callback(req, res)
    people.set(next.sub, next)
    const login = { accountId: next.sub, amr: next.amr ?? ['pwd'] }
    const result = next.cancels ? { error: 'access_denied' } : { login }
    await provider.interactionFinished(req, res, result, { mergeWithLastSubmission: false })
  }
  return {
    issuer,
    letIn: (person: Person) => {
      next = person
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}
