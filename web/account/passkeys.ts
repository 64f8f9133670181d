import {
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { type Request, type Response, Router } from 'express'
import { addPasskey, passkeysOf, removePasskey } from '../../db/access/passkeys.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { flash, goTo, respond } from '../respond.js'
import { agentOf } from '../sign-in/agent.js'
import { answerIn, siteOf } from '../sign-in/passkey.js'
import { visitOf } from '../visit.js'
import { changing } from './changing.js'

/** Passkeys: a key that a device, or a password manager, keeps for this site and opens with finger, face or PIN. */
export function passkeys({ config, db, vault, courier }: Deps): Router {
  const router = Router()

  router.get('/account/passkeys', (req, res) => show(req, res))

  router.post('/account/passkeys/options', async (req, res) => {
    const { id, email, name } = visitOf(req).user
    const options = await generateRegistrationOptions({
      rpName: config.office.name,
      rpID: siteOf(config).rpID,
      userID: new TextEncoder().encode(id),
      userName: email,
      userDisplayName: name,
      attestationType: 'none',
      excludeCredentials: (await passkeysOf(db, id)).map((it) => ({ id: it.id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    req.session.passkeyChallenge = options.challenge
    res.set('Cache-Control', 'no-store').json(options)
  })

  router.post('/account/passkeys', async (req, res) => {
    if (req.body.remove) return remove(req, res)
    const t = translator(languageOf(req))
    const made = await madePasskey(req)
    if (!made) return show(req, res, t('account:passkeys.failed'))
    const name =
      String(req.body.name ?? '')
        .trim()
        .slice(0, 100) ||
      agentOf(req) ||
      'Passkey'
    const { keep, by, userId } = changing(req)
    await addPasskey(db, vault, { ...made, userId, name }, keep ?? '', by)
    courier.wake()
    flash(req, t('account:passkeys.added'))
    goTo(res, '/account/passkeys')
  })

  async function remove(req: Request, res: Response): Promise<void> {
    const { keep, by, userId } = changing(req)
    const passkey = { id: String(req.body.remove), userId }
    if (await removePasskey(db, vault, passkey, keep ?? '', by))
      flash(req, translator(languageOf(req))('account:passkeys.removed'))
    courier.wake()
    goTo(res, '/account/passkeys')
  }

  async function madePasskey(req: Request) {
    const { passkeyChallenge } = req.session
    req.session.passkeyChallenge = undefined
    const response = answerIn<RegistrationResponseJSON>(req)
    if (!passkeyChallenge || !response) return null
    const { origin, rpID } = siteOf(config)
    const proof = await verifyRegistrationResponse({
      response,
      expectedChallenge: passkeyChallenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    }).catch(() => null)
    if (!proof?.verified) return null
    const { id, publicKey, counter, transports = [] } = proof.registrationInfo.credential
    return { id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports }
  }

  async function show(req: Request, res: Response, problem?: string): Promise<void> {
    const list = await passkeysOf(db, visitOf(req).user.id)
    const errors = problem ? { name: problem } : undefined
    respond(req, res, 'account/passkeys', { passkeys: list, values: {}, errors }, problem ? 422 : 200)
  }

  return router
}
