import type { Router } from 'express'
import { staffOfIdentity } from '../../db/access/staff-identities.js'
import type { Deps } from '../deps.js'
import { byAt } from './door.js'
import { providerPages } from './provider-pages.js'

/** Signing in for people of the office with their own identity provider: the first time they are found by the address it has verified. */
export const officeSignIn = (deps: Deps): Router =>
  providerPages(deps, {
    side: 'office',
    settings: () => deps.config.oidc,
    find: (req, issuer, { subject, email }) =>
      staffOfIdentity(deps.db, deps.vault, { issuer, subject, email }, byAt(req, 'anonymous')),
  })
