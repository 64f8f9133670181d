import type { Request, Response } from 'express'
import { depsOf } from '../deps.js'
import { guide } from '../guides/library.js'
import { languageOf } from '../language.js'
import { respond } from '../respond.js'

interface Shown {
  values?: object
  errors?: Record<string, string>
  ended?: boolean
  startAgain?: boolean
  /** Signed out here, and still signed in at this identity provider. */
  left?: 'office' | 'member'
}

/** The page of signing in, with a button for each identity provider there is. */
export function showDoor(req: Request, res: Response, { left, ...shown }: Shown = {}, status = 200): void {
  const { oidc, memberOidc } = depsOf(req).config
  const providers = [
    ...(memberOidc ? [{ side: 'member' as const, name: memberOidc.name }] : []),
    ...(oidc ? [{ side: 'office' as const, name: oidc.name }] : []),
  ]
  const howTo = guide('sign-in', languageOf(req))
  const leftAt = providers.find(({ side }) => side === left)
  respond(req, res, 'sign-in/password', { providers, leftAt, guide: howTo, values: {}, ...shown }, status)
}
