import { Router } from 'express'
import { replaceRecoveryCodes } from '../../db/access/factors.js'
import { recoveryCodesLeft } from '../../db/access/recovery-codes.js'
import type { Deps } from '../deps.js'
import { respond } from '../respond.js'
import { visitOf } from '../visit.js'
import { changing } from './changing.js'

/** New recovery codes in place of the old ones, shown once. */
export function recoveryCodes({ db, vault, courier }: Deps): Router {
  const router = Router()

  router.get('/account/recovery-codes', async (req, res) =>
    respond(req, res, 'account/recovery-codes', {
      left: await recoveryCodesLeft(db, visitOf(req).user.id),
      codes: null,
    }),
  )

  // No redirect: what is shown once must not be kept anywhere for a second page.
  router.post('/account/recovery-codes', async (req, res) => {
    const codes = await replaceRecoveryCodes(db, vault, changing(req))
    courier.wake()
    respond(req, res, 'account/recovery-codes', { codes })
  })

  return router
}
