import { type Request, Router } from 'express'
import { openInvitations, resendInvitation, withdrawInvitation } from '../../db/access/invitations.js'
import type { By } from '../../db/audit/note.js'
import { requireRecentProof } from '../account/recent.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { goTo } from '../respond.js'
import { byOf } from '../visit.js'

/** Of whom invitations are looked after at an address. */
export interface Inviting {
  /** The employer they are for; null for the office. Throws a 404 where there is none. */
  employerId(req: Request): Promise<string | null>
  /** Where their list is. */
  base(req: Request): string
}

/** What can be done with an invitation that nobody has used: to send it again, and to withdraw it. */
export function invitationDeeds({ db, vault, courier }: Deps, { employerId, base }: Inviting): Router {
  const router = Router({ mergeParams: true })
  const deeds = {
    again: (id: string, by: By) => resendInvitation(db, vault, id, by),
    withdraw: (id: string, by: By) => withdrawInvitation(db, id, by),
  }
  for (const [verb, act] of Object.entries(deeds))
    router.post(`/invitations/:invitation/${verb}`, requireRecentProof, async (req, res) => {
      const open = await openInvitations(db, await employerId(req))
      const invitation = open.find(({ id }) => id === req.params.invitation)
      if (!invitation) throw notFound()
      await act(invitation.id, byOf(req))
      courier.wake()
      goTo(res, base(req))
    })

  // Whoever is asked for a proof in between comes back to the address of a form.
  router.get('/invitations/:invitation/:verb', (req, res) => goTo(res, base(req)))
  return router
}
