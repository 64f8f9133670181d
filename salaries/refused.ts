import type { Place } from '../domain/salary-declaration/declaration.js'
import type { Refusal, RefusalCode } from '../domain/salary-declaration/findings.js'

/** An error that carries why a file cannot be taken. */
export interface Refused extends Error {
  refusal: Refusal
}

/** The error to throw where a file cannot be taken. */
export function refuse(code: RefusalCode, place: Place | null = null, told: Refusal['told'] = {}): Refused {
  return Object.assign(new Error(`refused: ${code}`), { refusal: { code, place, told } })
}

/** Why a file was refused, or null for any other error. */
export const refusalIn = (error: unknown): Refusal | null =>
  error instanceof Error && 'refusal' in error ? (error as Refused).refusal : null
