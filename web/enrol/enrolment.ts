import type { Request, Response } from 'express'
import type { Role } from '../../db/access/users.js'
import type { Language } from '../../domain/kinds.js'

/** Who sets up a second factor. */
export interface Enrolling {
  userId: string
  email: string
  language: Language
  role: Role
}

/**
 * Where a second factor is set up: in an activation or in one's own account. Both ask the same; `base` begins their
 * addresses and `view` names their views.
 */
export interface Enrolment {
  base: '/activate' | '/account'
  view: 'activate' | 'account'
  /** Whoever may set up a factor now; null: this has answered, and nothing more is to be done. */
  whoIs(req: Request, res: Response): Promise<Enrolling | null>
  setApp(req: Request, res: Response, who: Enrolling, app: { sealed: string; step: number }): Promise<void>
  setPhone(req: Request, res: Response, who: Enrolling, phone: string): Promise<void>
}
