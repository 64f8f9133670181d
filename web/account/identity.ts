import { Router } from 'express'
import { linkedSince, unlinkMember } from '../../db/access/member-identities.js'
import { swissDate } from '../../domain/dates.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { flash, goTo, respond } from '../respond.js'
import { byOf, isOffice, visitOf } from '../visit.js'
import { requireRecentProof } from './recent.js'

/** The link of one's access to a provider for members, such as AGOV: where it is made and ended. */
export function identity({ config, db }: Deps): Router {
  const router = Router()

  router.get('/account/identity', requireRecentProof, async (req, res) => {
    const { user } = visitOf(req)
    const provider = config.memberOidc
    if (!provider || isOffice(user)) throw notFound()
    const since = await linkedSince(db, user.id, provider.issuer)
    const date = since && formats(languageOf(req)).date(swissDate(since))
    respond(req, res, 'account/identity', { provider: provider.name, since: date })
  })

  router.post('/account/identity', requireRecentProof, async (req, res) => {
    const { user } = visitOf(req)
    const provider = config.memberOidc
    if (!provider || isOffice(user)) throw notFound()
    const t = translator(languageOf(req))
    if (await unlinkMember(db, user.id, provider.issuer, byOf(req)))
      flash(req, t('account:identity.unlinked', { provider: provider.name }))
    goTo(res, '/account')
  })
  return router
}
