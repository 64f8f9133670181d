import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'

/** What the office attests: which wages were released, when and by whom. Amounts in Rappen. */
export interface Receipt {
  office: string
  reference: string
  year: number
  releasedAt: string
  /** Id of the user. */
  releasedBy: string
  /** SHA-256 of the file as it was sent; null where the wages were typed in the portal. */
  file: string | null
  persons: number
  ahv: number
  alv: number
  allowances: number
}

export interface SealedReceipt {
  receipt: Receipt
  /** Receipt and signature in one word: what anybody can verify. */
  code: string
}

/** Signs a receipt (Ed25519) with the office's key. The same receipt, the same code. */
export function sealReceipt(dataKey: Buffer, receipt: Receipt): SealedReceipt {
  const body = Buffer.from(JSON.stringify(receipt))
  const signature = sign(null, body, signingKey(dataKey))
  return { receipt, code: `${body.toString('base64url')}.${signature.toString('base64url')}` }
}

/** The receipt of a code, if the office has signed it; otherwise null. */
export function openReceipt(publicKey: string, code: string): Receipt | null {
  const [body = '', signature = '', ...more] = code.replace(/\s/g, '').split('.')
  if (more.length > 0 || !/^[\w-]+$/.test(body) || !/^[\w-]{86}$/.test(signature)) return null
  const bytes = Buffer.from(body, 'base64url')
  if (!verify(null, bytes, createPublicKey(publicKey), Buffer.from(signature, 'base64url'))) return null
  return JSON.parse(bytes.toString('utf8'))
}

/** The office's public key as PEM: to be published, it verifies every receipt, also offline. */
export const publicKeyOf = (dataKey: Buffer): string =>
  createPublicKey(signingKey(dataKey)).export({ type: 'spki', format: 'pem' }).toString()

/** A short name of the key, to tell it from an earlier one. */
export const fingerprintOf = (publicKey: string): string =>
  createHash('sha256').update(publicKey).digest('hex').slice(0, 16)

/** The key is derived from the data key, for this use alone (HKDF): there is no second secret to keep. */
function signingKey(dataKey: Buffer): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', dataKey, '', 'receipts of salary declarations', 32))
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}
