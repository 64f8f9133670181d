import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Encrypts what must not be readable in a stolen database: uploads, letters, seeds of authenticator apps. */
export interface Vault {
  /** AES-256-GCM; `place` (such as the row's id) is bound in, so that a value cannot be moved to another row. */
  seal(bytes: Buffer, place: string): Buffer
  /** Throws when the bytes were changed, moved, or sealed with another key. */
  open(sealed: Buffer, place: string): Buffer
}

const version = 1

/** A vault that seals with a key of 32 bytes, and opens with it or with one it had before. */
export function createVault(key: Buffer, oldKey?: Buffer): Vault {
  if (key.length !== 32 || (oldKey && oldKey.length !== 32))
    throw new Error('the data key must have 32 bytes')
  return {
    seal(bytes, place) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(bytes), cipher.final()])
      return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), body])
    },
    open(sealed, place) {
      if (sealed[0] !== version) throw new Error('sealed with an unknown version')
      if (!oldKey) return openWith(key, sealed, place)
      try {
        return openWith(key, sealed, place)
      } catch {
        return openWith(oldKey, sealed, place) // the tag tells whether a key is the right one
      }
    },
  }
}

function openWith(key: Buffer, sealed: Buffer, place: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13)).setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(13, 29))
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()])
}

/** SHA-256 in hex. */
export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')
