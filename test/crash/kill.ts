/** Where a process kills itself: at the transaction that writes this audit entry, once. `killer.mjs` does it. */
export interface Kill {
  action: string
  at: 'within' | 'before-commit' | 'after-commit'
}
