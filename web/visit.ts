import type { Request, RequestHandler } from 'express'
import { type Mandate, mandatesOf } from '../db/access/mandates.js'
import type { SignedIn } from '../db/access/sessions.js'
import type { By } from '../db/audit/note.js'
import type { Whose } from '../db/search/favourites.js'
import type { Visiting } from '../db/start/menu.js'
import { withinEmployer } from '../db/tenant-scope.js'
import { briefly } from './briefly.js'
import { type Deps, depsOf } from './deps.js'
import { forbidden, notFound } from './errors.js'
import { park } from './parking.js'
import { redirect } from './respond.js'

declare module 'express-serve-static-core' {
  interface Request {
    visit?: Visit
  }
}

/** Who is here, and for which employer. */
export interface Visit {
  user: SignedIn
  /** Null on the pages of the office. */
  employer: Mandate | null
  mandates: Mandate[]
}

/** The signed-in user of a page behind the door. */
export function visitOf(req: Request): Visit {
  if (!req.visit) throw forbidden('not signed in')
  return req.visit
}

/** The employer a page is about. */
export function employerOf(req: Request): Mandate {
  const { employer } = visitOf(req)
  if (!employer) throw notFound()
  return employer
}

/** Who asks, and for which employer. */
export const whoseOf = (req: Request): Whose => ({
  userId: visitOf(req).user.id,
  employerId: employerOf(req).id,
})

/** The same with the topics of the mandate. */
export const visitingOf = (req: Request): Visiting => ({ ...whoseOf(req), topics: employerOf(req).topics })

/** Who acts now, for the audit. */
export const byOf = (req: Request): By => ({
  actor: visitOf(req).user.id,
  at: depsOf(req).clock(),
  requestId: req.requestId,
})

export const isOffice = (user: SignedIn): boolean => user.role !== 'employer'

/** Where somebody of the office begins: who looks after accounts sees no cases. */
export const officeHome = ({ role }: { role: string }): string =>
  role === 'system-administrator' ? '/office/employers' : '/office'

/** Lets signed-in users pass; sends the others to sign in and back here afterwards. */
export const requireUser: RequestHandler = (req, res, next) => {
  const user = req.session.userId ? req.session.user : null
  if (user) {
    req.visit = { user, employer: null, mandates: [] }
    return next()
  }
  rememberForm(req)
  if (req.method === 'GET') req.session.next = req.originalUrl
  if (req.get('HX-Request')) return void res.status(401).set('HX-Redirect', '/sign-in').end()
  redirect(req, res, req.endedFor ? '/sign-in?ended=1' : '/sign-in')
}

/** Knows who is here on a page for everybody, so that nobody seems signed out there; a single mandate keeps its menu. */
export const recogniseUser: RequestHandler = async (req, _res, next) => {
  const user = req.session.userId ? req.session.user : null
  if (user) {
    const mandates = isOffice(user) ? [] : await mandatesOf(depsOf(req).db, user.id)
    const [first = null, second] = mandates
    req.visit = { user, employer: second ? null : first, mandates }
  }
  next()
}

/** A form that arrives after the session has ended waits in the new session for the same user. */
function rememberForm(req: Request): void {
  const whose = req.endedFor ?? req.session.formerly
  if (req.method !== 'POST' || !whose || !req.body) return
  park(req, whose)
  req.session.next = req.originalUrl
}

/** Finds the employer of the address among the mandates of the user; to a stranger it does not exist. */
export function requireMandate({ db }: Deps): RequestHandler {
  const mandatesFor = briefly((userId) => mandatesOf(db, userId))
  return async (req, _res, next) => {
    const visit = visitOf(req)
    if (isOffice(visit.user)) throw notFound()
    const isAsked = ({ id }: Mandate) => id === req.params.employer
    let mandates = await mandatesFor(visit.user.id)
    // A mandate that was given a moment ago is there at once.
    if (!mandates.some(isAsked)) {
      mandatesFor.forget(visit.user.id)
      mandates = await mandatesFor(visit.user.id)
    }
    const employer = mandates.find(isAsked)
    if (!employer) throw notFound()
    Object.assign(visit, { employer, mandates })
    withinEmployer(employer.id, next)
  }
}

/** Lets caseworkers and supervisors pass. */
export const requireOffice: RequestHandler = (req, _res, next) => {
  if (!isOffice(visitOf(req).user)) throw notFound()
  next()
}
