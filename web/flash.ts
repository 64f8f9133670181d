import type { Request } from 'express'

/** Under this place lies what is said wherever somebody arrives next. */
const anywhere = '*'

/** Says one sentence on the next page of this employer, or of nobody's: a tab with another firm must not take it. */
export function flash(req: Request, text: string, place = placeOf(req)): void {
  req.session.flashes = { ...req.session.flashes, [place]: text }
}

/** Says one sentence on the next page, whichever it is. */
export const flashAnywhere = (req: Request, text: string): void => flash(req, text, anywhere)

/** Whether the page of this request has something to say once. */
export const hasFlash = (req: Request): boolean => waiting(req) !== undefined

/** The sentence for this page, once. */
export function takeFlash(req: Request): string | undefined {
  const place = waiting(req)
  if (place === undefined) return undefined
  const { [place]: text, ...others } = req.session.flashes ?? {}
  req.session.flashes = Object.keys(others).length > 0 ? others : undefined
  return text
}

const placeOf = (req: Request): string => req.visit?.employer?.id ?? ''
const waiting = (req: Request) => [placeOf(req), anywhere].find((place) => req.session?.flashes?.[place])
