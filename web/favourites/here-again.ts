import type { Request } from 'express'
import { employerOf } from '../visit.js'

/** The page of this employer a form was on, so that it can be shown again; undefined if the form names none. */
export function hereAgain(req: Request): string | undefined {
  const from = typeof req.body?.from === 'string' ? req.body.from : ''
  const base = `/e/${employerOf(req).id}`
  const isOurs = from === base || from.startsWith(`${base}/`) || from.startsWith(`${base}?`)
  return isOurs && from.length <= 500 ? from : undefined
}
