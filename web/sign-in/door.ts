import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { mandatesOf } from '../../db/access/mandates.js'
import { noteAtDoor, noteSignIn, type User, userById } from '../../db/access/users.js'
import { sha256 } from '../../db/seal.js'
import { type Deps, depsOf } from '../deps.js'
import { flashAnywhere } from '../flash.js'
import { landing } from '../mandates/landing.js'
import { goTo } from '../respond.js'
import { type Pending, renewSession } from '../sessions/index.js'
import { officeHome } from '../visit.js'
import { agentOf } from './agent.js'
import { markDevice } from './device.js'
import { codesOf } from './factors.js'
import { forgetAll } from './limits.js'

const minutesForCode = 15

/** Who acts at the door, for the audit. */
export const byAt = (req: Request, actor: string) => ({
  actor,
  at: depsOf(req).clock(),
  requestId: req.requestId,
})

/** Keeps that somebody has proved their password; `again` when they are signed in and confirm that it is still them. */
export async function beginPending(req: Request, user: User, again = false): Promise<Pending> {
  const { config, clock } = depsOf(req)
  const factor = codesOf(config, user).app ? 'app' : 'sms'
  const [id, password] = [randomUUID(), sha256(user.passwordHash)]
  const pending: Pending = { id, userId: user.id, password, since: clock(), factor, again }
  if (!again) await renewSession(req)
  req.session.pending = pending
  return pending
}

/** Who has proved their password, which is the same still, in this session within the last quarter of an hour, and is active; null for nobody. */
export async function pendingUser(req: Request): Promise<{ user: User; pending: Pending } | null> {
  const { pending, userId } = req.session
  const { db, clock } = depsOf(req)
  if (!pending || Date.parse(clock()) - Date.parse(pending.since) > minutesForCode * 60_000) return null
  if (pending.again && pending.userId !== userId) return null
  const user = await userById(db, pending.userId)
  const isSame = !pending.password || pending.password === sha256(user?.passwordHash ?? '')
  if (user?.status === 'active' && isSame) return { user, pending }
  req.session.pending = undefined
  if (user && user.status !== 'active') await noteAtDoor(db, 'user.refused', user.id, byAt(req, 'anonymous'))
  return null
}

/** Lets somebody in who has proved both factors, and leads to where they wanted to go; back to the door if their access has ended meanwhile. */
export async function letIn(
  req: Request,
  res: Response,
  user: User,
  { to, say }: { to?: string; say?: string } = {},
): Promise<void> {
  const deps = depsOf(req)
  const next = to ?? req.session.next ?? (await homeOf(deps, user))
  const isAgain = req.session.userId === user.id
  if (!(await noteSignIn(deps.db, user.id, byAt(req, user.id), isAgain))) {
    req.session.pending = undefined
    return goTo(res, '/sign-in')
  }
  await forgetAll(deps.db, user.email, user.id)
  await begin(req, res, user)
  if (say) flashAnywhere(req, say)
  goTo(res, next)
}

/** A signed-in session under a fresh id. */
export async function begin(req: Request, res: Response, user: Pick<User, 'id' | 'email'>): Promise<void> {
  const { clock } = depsOf(req)
  await renewSession(req, { userId: user.id, provedAt: clock(), agent: agentOf(req), next: undefined })
  markDevice(req, res, user.email)
}

async function homeOf({ db }: Deps, user: User): Promise<string> {
  if (user.role !== 'employer') return officeHome(user)
  return landing(await mandatesOf(db, user.id))
}
