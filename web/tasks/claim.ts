import type { Scene } from './form.js'

export type Claim = 'mine' | 'free' | 'others' | 'own-decision' | 'closed'

/** Whose a task of the office is, seen from the caseworker who looks at it. */
export function claimOf({ task, firstBy, by }: Scene): Claim {
  if (task.status !== 'open') return 'closed'
  if (firstBy === by.actor) return 'own-decision'
  if (!task.claimedBy) return 'free'
  return task.claimedBy === by.actor ? 'mine' : 'others'
}

/** Why the caseworker who looks at an open task cannot decide it, as a sentence, or null. */
export function hindranceOf(scene: Scene): string | null {
  const { task, names, t, fmt, today } = scene
  const claim = claimOf(scene)
  if (claim === 'mine' || claim === 'closed') return null
  if (claim === 'free') return t('tasks:claim.first')
  if (claim === 'own-decision') return t('tasks:claim.ownDecision')
  const name = names.get(task.claimedBy ?? '') ?? t('tasks:somebody')
  return t('tasks:claim.taken', { name, when: task.claimedAt ? fmt.since(task.claimedAt, today) : '' })
}
