import type { User } from '../../db/access/users.js'
import type { Deps } from '../deps.js'

type Holder = Pick<User, 'role' | 'totpSeed' | 'phone'>

/** Whether codes by SMS are offered to people of this side: never to the office, whose accounts open every family's file. */
export const smsOffered = ({ sms }: Deps['config'], role: User['role']): boolean =>
  sms.on && role === 'employer'

/** The ways in which this user can get a code. */
export const codesOf = (config: Deps['config'], user: Holder) => ({
  app: user.totpSeed !== '',
  sms: user.phone !== null && smsOffered(config, user.role),
})
