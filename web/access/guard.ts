import type { Express, NextFunction, Request, RequestHandler } from 'express'
import { requireSystem } from '../api/authenticate.js'
import { forbidden, HttpError, notFound } from '../errors.js'
import { requireUser } from '../visit.js'
import { type Actor, actorsOf, employerSide } from './actors.js'
import { type Registered, routesIn } from './routes.js'
import { formsWithFiles, type Rule, table } from './table.js'

/**
 * Puts a guard in front of every route of the portal, as the table says. Call it when all routes are registered.
 * Throws when a route has no line in the table, or a line no route: what nobody has thought about is not served.
 */
export function guardRoutes(app: Express): Express {
  const routes = routesIn(app.router)
  const names = new Set(routes.map(({ name }) => name))
  const ruled = new Map(table.flatMap((rule) => rule.routes.map((name) => [name, rule])))
  const open = [...names].filter((name) => !ruled.has(name))
  const dead = [...ruled.keys(), ...formsWithFiles].filter((name) => !names.has(name))
  if (open.length > 0 || dead.length > 0) throw new Error(complaint(open, dead))
  for (const registered of routes) insert(registered, guardOf(ruled.get(registered.name) as Rule))
  return app
}

const complaint = (open: string[], dead: string[]) =>
  [
    'web/access/table.ts and the routes of the portal differ.',
    ...open.map((name) => `  Nobody may use ${name}: add a line that says who.`),
    ...dead.map((name) => `  There is no route ${name} any more: remove it from its line.`),
  ].join('\n')

/** The guard goes first: nothing of a route runs before. */
function insert({ name, route, method }: Registered, guard: RequestHandler): void {
  route[method as 'get']((req, res, next) => {
    if (req.is('multipart/form-data') && !formsWithFiles.includes(name))
      throw new HttpError(415, 'a form with files')
    guard(req, res, next)
  })
  const layer = route.stack.pop()
  if (layer) route.stack.unshift(layer)
}

function guardOf({ who, scope }: Rule): RequestHandler {
  if (who.includes('anybody')) return (_req, _res, next) => next()
  if (scope) return async (req, _res, next) => requireSystem(req, scope).then(() => next(), next)
  return (req, res, next) => {
    if (req.visit) pass(req, who, next)
    else requireUser(req, res, (error?: unknown) => (error ? next(error) : pass(req, who, next)))
  }
}

function pass(req: Request, who: readonly Actor[], next: NextFunction): void {
  const actors = actorsOf(req.visit)
  if (!who.some((one) => actors.includes(one))) throw refusal(req, who)
  next()
}

/** To the other side of the counter a page does not exist; within one's own side it says that the right is missing. */
function refusal(req: Request, who: readonly Actor[]): Error {
  const forEmployers = who.some((one) => employerSide.includes(one))
  const fromEmployer = req.visit?.user.role === 'employer'
  return forEmployers === fromEmployer ? forbidden(`lacks ${who.join(' or ')}`) : notFound()
}
