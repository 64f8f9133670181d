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
  /** Signed out here, and still signed in at the identity provider. */
  leftHere?: boolean
}

/** The page of signing in; with an identity provider of the office it has a button for it. */
export function showDoor(req: Request, res: Response, shown: Shown = {}, status = 200): void {
  const provider = depsOf(req).config.oidc?.name ?? null
  const howTo = guide('sign-in', languageOf(req))
  respond(req, res, 'sign-in/password', { provider, guide: howTo, values: {}, ...shown }, status)
}
