import { Router } from 'express'
import { linkedSince } from '../../db/access/member-identities.js'
import { passkeysOf } from '../../db/access/passkeys.js'
import { recoveryCodesLeft } from '../../db/access/recovery-codes.js'
import { type User, userById } from '../../db/access/users.js'
import { hiddenPhone } from '../../domain/phone.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { respond } from '../respond.js'
import { codesOf, smsOffered } from '../sign-in/factors.js'
import { visitOf } from '../visit.js'
import { topicsFor } from './notices.js'

/** How somebody signs in, on one page, with the ways to change it. */
export function overview({ config, db }: Deps): Router {
  const router = Router()
  router.get('/account', async (req, res) => {
    const user = await userById(db, visitOf(req).user.id)
    if (!user) throw notFound()
    const codes = codesOf(config, user)
    const data = {
      identity: await identityOf(user),
      isMailed: topicsFor(user.role).length > 0,
      person: { name: user.name, email: user.email },
      hasApp: codes.app,
      phone: user.phone ? hiddenPhone(user.phone) : null,
      smsOffered: smsOffered(config, user.role),
      removable: codes.app && user.phone !== null,
      passkeys: (await passkeysOf(db, user.id)).length,
      recoveryCodes: await recoveryCodesLeft(db, user.id),
    }
    respond(req, res, 'account/overview', data)
  })

  /** The provider for members, and whether this user has linked it. */
  async function identityOf({ id, role }: User) {
    const provider = role === 'employer' ? config.memberOidc : null
    return provider && { name: provider.name, isLinked: Boolean(await linkedSince(db, id, provider.issuer)) }
  }

  return router
}
