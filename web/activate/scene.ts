import type { Request, Response } from 'express'
import { type Invitation, usableInvitation } from '../../db/access/invitations.js'
import { depsOf } from '../deps.js'
import { goTo, respond } from '../respond.js'

const minutesForAll = 60

/** The invitation whose link and code this session has proved; null: this has answered that it is void. */
export async function provedInvitation(req: Request, res: Response): Promise<Invitation | null> {
  const { db, clock } = depsOf(req)
  const { activating } = req.session
  const isOld = activating && Date.parse(clock()) - Date.parse(activating.since) > minutesForAll * 60_000
  const invitation =
    activating && !isOld ? await usableInvitation(db, activating.invitationId, clock()) : null
  if (!invitation) showVoid(req, res)
  return invitation
}

/** Like `provedInvitation`, once the password is chosen or proved; otherwise leads there. */
export async function invitationWithPassword(req: Request, res: Response): Promise<Invitation | null> {
  const invitation = await provedInvitation(req, res)
  if (!invitation || invitation.passwordHash || req.session.activating?.passwordProved) return invitation
  goTo(res, '/activate/password')
  return null
}

export const showVoid = (req: Request, res: Response): void => respond(req, res, 'activate/void', {}, 404)
