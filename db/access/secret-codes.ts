import { randomBytes, randomInt } from 'node:crypto'
import { sha256 } from '../seal.js'

// Crockford's alphabet: without I, L, O and U, so that nothing can be misread.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 128 random bits for a link. */
export const newToken = (): string => randomBytes(16).toString('base64url')

/** Random signs, five bits each, in groups of four: `7KQ2-M4XD`. */
export function newCode(signs: number): string {
  const code = Array.from({ length: signs }, () => alphabet[randomInt(32)]).join('')
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/** A code as it was meant: capitals, without blanks and hyphens, O as 0, I and L as 1. */
export const plainCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

/** Six random digits. */
export const newDigits = (): string => String(randomInt(1_000_000)).padStart(6, '0')

/** The hash of several things that only count together. */
export const hashTogether = (...parts: string[]): string => sha256(JSON.stringify(parts))
