import type { Request } from 'express'
import type { Changing } from '../../db/access/factors.js'
import { sessionHash } from '../sessions/index.js'
import { byOf, visitOf } from '../visit.js'

/** Who changes how they sign in, and the session of this request, which goes on. */
export const changing = (req: Request): Changing => ({
  userId: visitOf(req).user.id,
  keep: sessionHash(req),
  by: byOf(req),
})
