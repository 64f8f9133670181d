import type { Request, Response } from 'express'
import { depsOf } from './deps.js'
import { menuFor } from './navigation.js'
import { pageFor } from './page.js'
import type { Page } from './view/page.js'

export { flash } from './flash.js'

/** True for a request of htmx that replaces only a part of the page. */
export const isPartial = (req: Request): boolean => req.get('HX-Request-Type') === 'partial'

/** True where an open page asks for what waits by itself, and nobody has clicked. */
export const isByItself = (req: Request): boolean => req.get('Portal-Live') === '1'

/** Renders a page; its title is `title` in the data. */
export function respond<Data extends object>(
  req: Request,
  res: Response,
  view: string,
  data: Data & OwnNames,
  status = 200,
): void {
  show(req, res, view, data, status).catch((error) => req.next?.(error))
}

async function show(req: Request, res: Response, view: string, data: object, status: number): Promise<void> {
  if (!isPartial(req)) await menuFor(req)
  const page = Buffer.from(depsOf(req).views(view, withPage(view, pageFor(req), data)))
  if (status === 200) req.keep?.(page, res.get('HX-Push-Url'))
  send(res, page, status)
}

/** What a page says of itself; all else in `Page` is what surrounds it. */
const own = ['title', 'errors', 'values'] as const satisfies (keyof Page)[]

/** The data of a page: anything, but under no name of what surrounds it. */
type OwnNames = { [name in Exclude<keyof Page, (typeof own)[number]>]?: never }

/** The data of a page beside what surrounds it. Throws where a page names something as the layout does, which would break the layout. */
export function withPage(view: string, page: Page, data: object): object {
  const taken = Object.keys(data).filter((name) => name in page && !(own as readonly string[]).includes(name))
  if (taken.length > 0) throw new TypeError(`${view} uses names of the layout: ${taken.join(', ')}`)
  return { ...page, ...data }
}

/** Sends a page that is written. */
export function send(res: Response, page: Buffer, status = 200): void {
  res.status(status).set('Cache-Control', 'no-store').vary('HX-Request-Type').type('html').send(page)
}

/** Renders the whole page, or only its list when htmx asks for a part. */
export function respondWithPart<Data extends object>(
  req: Request,
  res: Response,
  page: string,
  part: string,
  data: Data & OwnNames,
): void {
  respond(req, res, isPartial(req) ? part : page, data)
}

/** Sends the browser on after a form; a part of a page cannot follow a 303, so htmx gets its own header. */
export function redirect(req: Request, res: Response, url: string): void {
  if (!isPartial(req)) {
    goTo(res, url)
    return
  }
  // written as an address first: a form may name one with signs that no header takes
  const address = res.location(url).get('Location')
  res.removeHeader('Location')
  res.status(204).set('HX-Redirect', address).end()
}

/**
 * Answers 303 without a body. With one, express-session sends all but its last byte before the session is stored, and
 * a quick browser asks for the next page before that page can know who has signed in or what has just been done.
 */
export function goTo(res: Response, url: string): void {
  res.status(303).location(url).set('Content-Length', '0').end()
}
