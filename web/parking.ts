import type { Request } from 'express'

/** What must be typed anew: nobody's secrets lie in a session. */
export const secrets = ['_csrf', 'password', 'again', 'current', 'code', 'answer']

/** Each tab may have one: with several firms open, all of them end at the same moment. */
const atMost = 5

/** Keeps a form that could not be taken, for the same user and the same page. */
export function park(req: Request, userId: string, path = req.originalUrl): void {
  if (!req.body) return
  const body = Object.fromEntries(Object.entries(req.body).filter(([name]) => !secrets.includes(name)))
  const others = (req.session.parked ?? []).filter((it) => it.path !== path)
  req.session.parked = [...others, { path, userId, body }].slice(-atMost)
}

/** What was typed into the form of this page before it could be taken, once. */
export function parkedHere(req: Request): Record<string, unknown> | null {
  const parked = req.session.parked ?? []
  const here = parked.find(({ path, userId }) => path === req.originalUrl && userId === req.visit?.user.id)
  if (!here) return null
  const others = parked.filter((it) => it !== here)
  req.session.parked = others.length > 0 ? others : undefined
  return here.body
}
