import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { Portal } from './portal.js'
import type { Visitor } from './visitor.js'

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest()

/** Gives a user a passkey, as a device would have made it (ES256). */
export async function passkeyOf(portal: Portal, userId: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const [before, between] = [Buffer.from('a5010203262001215820', 'hex'), Buffer.from('225820', 'hex')]
  const cose = Buffer.concat([before, Buffer.from(x, 'base64url'), between, Buffer.from(y, 'base64url')])
  const id = randomBytes(16).toString('base64url')
  const row = {
    id,
    userId,
    name: 'Telefon',
    publicKey: cose.toString('base64url'),
    counter: 0,
    transports: '',
  }
  await portal.db('passkeys').insert({ ...row, createdAt: portal.clock.now() })

  /** Signs the challenge of a visitor, as the device does once finger or face is right; answers what the portal says. */
  return async function signIn(someone: Visitor) {
    const { challenge } = (await someone.post('/sign-in/passkey/options')).body
    const { origin, hostname } = new URL(portal.deps.config.baseUrl)
    const said = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }))
    const presentAndVerified = 0x05
    const data = Buffer.concat([sha256(hostname), Buffer.from([presentAndVerified, 0, 0, 0, 0])])
    const signature = sign('sha256', Buffer.concat([data, sha256(said)]), privateKey)
    const response = {
      clientDataJSON: said.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
    }
    const answer = { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
    return someone.post('/sign-in/passkey', { answer: JSON.stringify(answer) })
  }
}
