import type { MutationKind } from './kinds.js'

const prefixes = {
  'family-allowance': 'FZ',
  'new-employee': 'NE',
  'work-interruption': 'AU',
  termination: 'AV',
  maternity: 'MU',
  'other-parent-leave': 'EA',
  'training-certificate': 'AN',
  'salary-declaration': 'LM',
} satisfies Record<MutationKind, string>

/** 32 signs without I, L, O and U, so that a reference survives the telephone. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The reference of a mutation, such as `FZ-7K2M-Q4XT`: 40 bits of chance from at least eight random bytes.
 * Throws a RangeError if fewer are given. Whether it is free is for the caller to find out.
 */
export function referenceFor(kind: MutationKind, random: Uint8Array): string {
  if (random.length < 8) throw new RangeError('a reference needs eight random bytes')
  const text = [...random.subarray(0, 8)].map((byte) => signs.charAt(byte % signs.length)).join('')
  return `${prefixes[kind]}-${text.slice(0, 4)}-${text.slice(4)}`
}

/** The reference that somebody has typed, whole: with its dashes, or without where a digit tells it from a name; null for anything else. */
export function referenceIn(typed: string): string | null {
  const bare = typed.trim().toUpperCase()
  const [, kind, first, second] = /^([A-Z]{2})[\s.–-]?([0-9A-Z]{4})[\s.–-]?([0-9A-Z]{4})$/.exec(bare) ?? []
  if (!kind || !(/\d/.test(bare) || bare.split('-').length === 3)) return null
  return `${kind}-${first}-${second}`
}
