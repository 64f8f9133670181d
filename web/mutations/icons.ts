import type { MutationKind } from '../../domain/kinds.js'

/** The picture of each kind of report, the same wherever one is listed or begun. */
export const kindIcons = {
  'family-allowance': 'child',
  maternity: 'heart',
  'other-parent-leave': 'users',
  'work-interruption': 'pause',
  termination: 'exit',
  'new-employee': 'enter',
  'training-certificate': 'school',
  'salary-declaration': 'file',
} as const satisfies Record<MutationKind, string>
