/** The kinds of mutation the portal knows; the same slug names their files in every room. */
export const mutationKinds = [
  'family-allowance',
  'new-employee',
  'work-interruption',
  'termination',
  'maternity',
  'other-parent-leave',
  'training-certificate',
  'salary-declaration',
] as const
export type MutationKind = (typeof mutationKinds)[number]

export const languages = ['de', 'fr', 'it', 'en'] as const
export type Language = (typeof languages)[number]

export const cantons = [
  'AG', 'AI', 'AR', 'BE', 'BL', 'BS', 'FR', 'GE', 'GL', 'GR', 'JU', 'LU', 'NE',
  'NW', 'OW', 'SG', 'SH', 'SO', 'SZ', 'TG', 'TI', 'UR', 'VD', 'VS', 'ZG', 'ZH',
] as const // biome-ignore format: two rows of thirteen read better than twenty-six lines
export type Canton = (typeof cantons)[number]

export function isMutationKind(value: unknown): value is MutationKind {
  return mutationKinds.includes(value as MutationKind)
}
