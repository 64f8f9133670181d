import type { Request, Response } from 'express'
import { depsOf } from '../deps.js'
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
  respond(req, res, 'sign-in/password', { provider, values: {}, ...shown }, status)
}
