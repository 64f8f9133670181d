import type { Request } from 'express'
import type { Knex } from 'knex'
import {
  countTry,
  forgetPasswordTries,
  forgetTries,
  type Limit,
  type Turn,
  takeTurn,
} from '../../db/access/tries.js'
import { sha256 } from '../../db/seal.js'
import { type Deps, depsOf } from '../deps.js'
import { HttpError } from '../errors.js'
import { knownDevice } from './device.js'

/** How often something may be tried (OWASP ASVS 6.1.1). Passwords of one account: `patience` in db/access/tries.ts. */
export const limits = {
  /** Passwords, links and recovery codes from one address. */
  address: { most: 100, minutes: 15 },
  /** Pages of links that open a form to somebody without an account. */
  part: { most: 300, minutes: 15 },
  /** Files and receipts that strangers have verified. */
  verify: { most: 60, minutes: 15 },
  /** Breaches of the policy of a page that browsers report. */
  reports: { most: 100, minutes: 15 },
  /** Codes of one account, in however many attempts to sign in. */
  code: { most: 10, minutes: 15 },
  /** Codes in one attempt to sign in. */
  attempt: { most: 5, minutes: 15 },
  /** Links for a new password. */
  reset: { most: 3, minutes: 60 },
  /** SMS: between two, for one user, to one number, from one address, and in all. */
  smsWait: { most: 1, minutes: 1 },
  sms: { most: 3, minutes: 15 },
  smsNumber: { most: 5, minutes: 24 * 60 },
  smsAddress: { most: 20, minutes: 60 },
  smsInAll: { most: 2000, minutes: 24 * 60 },
  /** Mails with a fresh activation link. */
  resend: { most: 5, minutes: 24 * 60 },
  /** Requests of one system, and tokens asked for from one address. */
  api: { most: 600, minutes: 1 },
  apiToken: { most: 60, minutes: 15 },
} satisfies Record<string, Limit>

/** Counts one more; whether it is still within the limit. What is counted is hashed: the table is no list of who was here. */
export const within = ({ db, clock }: Pick<Deps, 'db' | 'clock'>, name: keyof typeof limits, what = '') =>
  countTry(db, keyOf(name, what), limits[name], Date.parse(clock()))

/** Throws a 429 when there were too many. */
export async function count(deps: Pick<Deps, 'db' | 'clock'>, name: keyof typeof limits, what: string) {
  if (!(await within(deps, name, what))) throw new HttpError(429, `too many: ${name}`)
}

/** Counts a try from the address of this request, or throws a 429. */
export const countAddress = (
  req: Request,
  name: 'address' | 'part' | 'reports' | 'verify' = 'address',
): Promise<void> => count(depsOf(req), name, network(req.ip ?? ''))

/**
 * Takes a turn at the password of an address. A device that has signed in as this person before has turns of its own:
 * strangers who use up those of everybody lock nobody out.
 */
export function passwordTurn(req: Request, email: string): Promise<Turn> {
  const { db, clock } = depsOf(req)
  return takeTurn(db, turnKey(req, email), Date.parse(clock()))
}

/** Forgets the failed passwords of whoever has just given the right one. */
export const passwordGiven = (req: Request, email: string): Promise<void> =>
  forgetPasswordTries(depsOf(req).db, turnKey(req, email))

/** Forgets everything that was tried for an account, after a success with both factors or a new password by link. */
export async function forgetAll(db: Knex, email: string, userId: string): Promise<void> {
  await forgetPasswordTries(db, accountKey(email))
  await forgetTries(db, keyOf('code', userId))
}

const turnKey = (req: Request, email: string) => {
  const device = knownDevice(req, email)
  return device ? sha256(`device/${email.toLowerCase()}/${device}`) : accountKey(email)
}
const accountKey = (email: string) => sha256(`account/${email.trim().toLowerCase()}`)
const keyOf = (name: string, what: string) => `${name}/${sha256(what)}`

/** One key for a network of IPv6 addresses (/56), which one subscriber has to himself. */
export function network(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip
  const [before = [], after = []] = ip.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  const groups = [...before, ...zeros, ...after].map((group) => group.padStart(4, '0'))
  return `${groups.join('').slice(0, 14)}/56`
}
