import type { Mandate } from '../../db/access/mandates.js'

/** Where somebody of an employer begins: with the mandate they have chosen, with their only one, or with all of them at once. */
export function landing(mandates: Mandate[]): string {
  const [first, second] = mandates
  if (!first) return '/no-mandate'
  const chosen = mandates.find(({ isDefault }) => isDefault) ?? (second ? null : first)
  return chosen ? `/e/${chosen.id}` : '/inbox'
}
