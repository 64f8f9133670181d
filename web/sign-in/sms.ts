import type { Request } from 'express'
import type { User } from '../../db/access/users.js'
import type { Pending } from '../sessions/index.js'
import { sendCode } from '../sms/code.js'

/** Sends the code for signing in, and keeps in the session which one; what went wrong is said on the next page. */
export async function sendSignInCode(req: Request, user: User, pending: Pending): Promise<void> {
  if (!user.phone) return
  const { id: userId, phone, language } = user
  const sent = await sendCode(req, 'sign-in', { userId, phone, language })
  const keep =
    'challengeId' in sent ? { challengeId: sent.challengeId, notSent: undefined } : { notSent: sent.problem }
  req.session.pending = { ...pending, factor: 'sms', ...keep }
}
