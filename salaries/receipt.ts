import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

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
  /** Short name of the receipt, for a QR code. */
  id: string
  receipt: Receipt
  /** Receipt and signature in one word: a JWS (RFC 7515, 8037) that anybody can verify. */
  code: string
}

/** A key that receipts are or were signed with, as it is published. */
export interface PublishedKey {
  /** Its thumbprint (RFC 7638): the same key has the same id everywhere. */
  id: string
  key: KeyObject
  /** The `x` of its JWK: 32 bytes in base64url. */
  x: string
  pem: string
  current: boolean
}

export interface ReceiptKeys {
  signing: KeyObject
  /** The present one first. */
  published: [PublishedKey, ...PublishedKey[]]
}

/** The keys from their 32 bytes: the secret one that signs now, and the public halves of those that signed before. */
export function receiptKeys(secret: Buffer, retired: Buffer[]): ReceiptKeys {
  const signing = createPrivateKey({ key: der(secretHead, secret), format: 'der', type: 'pkcs8' })
  const before = retired.map((bytes) =>
    createPublicKey({ key: der(publicHead, bytes), format: 'der', type: 'spki' }),
  )
  return {
    signing,
    published: [published(createPublicKey(signing), true), ...before.map((key) => published(key, false))],
  }
}

/** DER of an Ed25519 key up to its 32 bytes (RFC 8410). */
const [secretHead, publicHead] = ['302e020100300506032b657004220420', '302a300506032b6570032100']
const der = (head: string, bytes: Buffer) => Buffer.concat([Buffer.from(head, 'hex'), bytes])

function published(key: KeyObject, current: boolean): PublishedKey {
  const { x = '' } = key.export({ format: 'jwk' })
  const id = sha256(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x })).toString('base64url')
  return { id, key, x, pem: key.export({ type: 'spki', format: 'pem' }).toString(), current }
}

/** Signs a receipt with the present key. The same receipt, the same code. */
export function sealReceipt({ signing, published: [{ id }] }: ReceiptKeys, receipt: Receipt): SealedReceipt {
  const signed = [{ alg: 'EdDSA', kid: id }, receipt]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const code = `${signed}.${sign(null, Buffer.from(signed), signing).toString('base64url')}`
  return { id: receiptId(code), receipt, code }
}

export const receiptId = (code: string): string => sha256(code).toString('base64url').slice(0, 22)

/** The receipt of a code that one of the office's keys has signed; otherwise null. Blanks and line ends do not matter. */
export function openReceipt({ published }: ReceiptKeys, typed: string): SealedReceipt | null {
  const code = typed.replace(/\s/g, '')
  const [head = '', body = '', signature = '', ...more] = code.split('.')
  if (more.length > 0 || ![head, body].every((it) => /^[\w-]+$/.test(it)) || !/^[\w-]{86}$/.test(signature))
    return null
  const key = published.find(({ id }) => id === (read(head) as { kid?: string } | null)?.kid)
  const bytes = Buffer.from(signature, 'base64url')
  if (bytes.toString('base64url') !== signature) return null // bits that are not read could be changed
  if (!key || !verify(null, Buffer.from(`${head}.${body}`), key.key, bytes)) return null
  return { id: receiptId(code), receipt: read(body) as Receipt, code }
}

function read(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()
