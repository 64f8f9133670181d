import type { Request } from 'express'
import { visitOf } from '../visit.js'

/** The page a form was on, of this employer or the office, or a guide, so that it can be shown again; undefined if the form names none. */
export function hereAgain(req: Request): string | undefined {
  const from = typeof req.body?.from === 'string' ? req.body.from : ''
  const { employer } = visitOf(req)
  const isBelow = (base: string) =>
    from === base || from.startsWith(`${base}/`) || from.startsWith(`${base}?`)
  const isOurs = [employer ? `/e/${employer.id}` : '/office', '/guides'].some(isBelow)
  return isOurs && from.length <= 500 ? from : undefined
}
