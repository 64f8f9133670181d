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

/** Whether this is a reference as `referenceFor` writes it, whether or not a report has it. */
export function isReference(text: string): boolean {
  return whole.test(text)
}

/**
 * The reference that somebody has typed, whole: with its dashes, in its three parts, or in one where a digit tells it from a name; null for anything else.
 */
export function referenceIn(typed: string): string | null {
  const bare = typed.trim().toUpperCase()
  const [, kind, first, second] = /^([A-Z]{2})[\s.–-]?([0-9A-Z]{4})[\s.–-]?([0-9A-Z]{4})$/.exec(bare) ?? []
  if (!kind) return null
  const reference = `${kind}-${first}-${second}`
  const isMeant =
    /\d/.test(bare) || bare === reference || (isReference(reference) && bare.split(/[\s.–-]/).length === 3)
  return isMeant ? reference : null
}

/**
 * How a part of a reference that somebody has typed without its dashes can stand in one: `7K2MQ4` as `7K2M-Q4`. Nothing for what none has,
 * such as most names, and for so few signs that they are in many: less than four, or three with a digit; but the two letters it begins with do.
 */
export function partsOfReference(word: string): string[] {
  const bare = word.toUpperCase()
  if (anyReference.includes(bare)) return [`${bare}-`]
  if (bare.length < (/\d/.test(bare) ? 3 : 4)) return []
  const found = anyReference.flatMap((prefix) => {
    const places: string[][] = [...[...prefix].map((letter) => [letter]), ...Array(8).fill([...signs])]
    return places.flatMap((_, from) => {
      const fits = [...bare].every((sign, n) => places[from + n]?.includes(sign) ?? false)
      const isParted = (n: number) => n > 0 && (from + n === 2 || from + n === 6)
      return fits ? [[...bare].map((sign, n) => (isParted(n) ? `-${sign}` : sign)).join('')] : []
    })
  })
  return [...new Set(found)]
}

/** The beginning of a reference that somebody has typed with its dashes or up to a digit, `FZ-7K2M-Q`, as it stands in one; null for anything else. */
export function referenceBegun(typed: string): string | null {
  const bare = typed.trim().toUpperCase()
  const [, kind = '', first = '', second = ''] =
    /^([A-Z]{2})[.–-]?([0-9A-Z]{1,4})[.–-]?([0-9A-Z]{0,4})$/.exec(bare) ?? []
  if (!anyReference.includes(kind) || !/[\d.–-]/.test(bare) || (second && first.length < 4)) return null
  return [kind, first, ...(second ? [second] : [])].join('-')
}

const anyReference: string[] = Object.values(prefixes)
const whole = new RegExp(`^(${anyReference.join('|')})-[${signs}]{4}-[${signs}]{4}$`)
