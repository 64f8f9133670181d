import { eventually } from '../eventually.js'
import type { Stack } from '../stack.js'

/** Where a process kills itself: at the transaction that writes this audit entry, once. `killer.mjs` does it. */
export interface Kill {
  action: string
  at: 'within' | 'before-commit' | 'after-commit'
}

/** Waits until a process has killed itself there. */
export const dead = (stack: Stack, part: 'portal' | 'worker', { action, at }: Kill) =>
  eventually(`the ${part} is dead: ${action} ${at}`, async () => stack.hasDied(part))
