import { createHash } from 'node:crypto'
import { ahvNumberProblem, normaliseAhvNumber } from '../domain/ahv-number.js'
import type { MutationKind } from '../domain/kinds.js'
import { referenceFor } from '../domain/references.js'

/** An id that looks like those of the portal, and is the same whenever the demo is seeded. */
export function idOf(...names: (string | number)[]): string {
  const hex = digest(names).toString('hex')
  const variant = '89ab'[Number.parseInt(hex.slice(16, 17), 16) % 4]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** An invented AHV number with the right check digit. */
export function ahvNumberOf(...names: (string | number)[]): string {
  const digits = `7569${String(digest(names).readUInt32BE() % 100_000_000).padStart(8, '0')}`
  const last = [...'0123456789'].find((digit) => !ahvNumberProblem(digits + digit))
  return normaliseAhvNumber(`${digits}${last}`) ?? ''
}

/** The reference of a mutation. */
export const referenceOf = (id: string, kind: MutationKind = 'family-allowance'): string =>
  referenceFor(kind, digest(['reference', id]))

const digest = (names: (string | number)[]) =>
  createHash('sha256')
    .update(`demo/${names.join('/')}`)
    .digest()
