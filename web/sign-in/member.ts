import type { Router } from 'express'
import { linkMember, memberOfIdentity } from '../../db/access/member-identities.js'
import { translator } from '../../locales/i18n.js'
import { isRecent } from '../account/recent.js'
import type { Deps } from '../deps.js'
import { flashAnywhere } from '../flash.js'
import { languageOf } from '../language.js'
import { goTo } from '../respond.js'
import { byAt } from './door.js'
import { providerPages } from './provider-pages.js'

/** Signing in for people of members with a provider that is open to many, such as AGOV: they have linked it to their access before. */
export const memberSignIn = (deps: Deps): Router =>
  providerPages(deps, {
    side: 'member',
    settings: () => deps.config.memberOidc,
    find: (_req, issuer, { subject }) => memberOfIdentity(deps.db, { issuer, subject }),

    // another site must not lead somebody here who has just proved who they are
    isLinking: (req) =>
      req.query.link !== undefined &&
      req.session.user?.role === 'employer' &&
      isRecent(req) &&
      ['same-origin', 'none', undefined].includes(req.get('Sec-Fetch-Site')),

    async link(req, res, issuer, { subject }) {
      const userId = String(req.session.userId)
      const provider = deps.config.memberOidc?.name ?? ''
      const identity = { issuer, subject, provider }
      const linked = await linkMember(deps.db, deps.vault, userId, identity, byAt(req, userId))
      const t = translator(languageOf(req))
      if (linked) deps.courier.wake()
      flashAnywhere(req, t(`account:identity.${linked ? 'linked' : 'taken'}`, { provider }))
      goTo(res, '/account')
    },
  })
