import type { Visit } from '../visit.js'

/** For whom a route is. Each is a right of somebody who is there; nobody has one that is not written down here. */
export type Actor =
  /** Everybody, signed in or not. */
  | 'anybody'
  /** Everybody who has signed in, of either side. */
  | 'user'
  /** Whoever signs in for employers, on pages about none of them alone. */
  | 'employer-side'
  /** Whoever acts for the employer of the address. */
  | 'member'
  /** A member with this topic. */
  | 'personnel'
  | 'salaries'
  | 'finance'
  /** A member who looks after the users of the employer. */
  | 'administrator'
  /** The office: decides cases; oversees them and the audit, and decides none; looks after accounts, and sees no case. */
  | 'caseworker'
  | 'supervisor'
  | 'system-administrator'
  /** A program of the office, with a token. */
  | 'system'

/** What this visitor is, for the page at hand. Without an employer nobody is a member. */
export function actorsOf(visit: Visit | undefined): Actor[] {
  if (!visit) return ['anybody']
  const { user, employer } = visit
  if (user.role !== 'employer') return ['anybody', 'user', user.role]
  if (!employer) return ['anybody', 'user', 'employer-side']
  const administrator: Actor[] = employer.role === 'admin' ? ['administrator'] : []
  return ['anybody', 'user', 'employer-side', 'member', ...employer.topics, ...administrator]
}

/** The rights that people of an employer can have: whoever has none of a row's is of the other side of the counter. */
export const employerSide: readonly Actor[] = [
  'employer-side',
  'member',
  'personnel',
  'salaries',
  'finance',
  'administrator',
]
