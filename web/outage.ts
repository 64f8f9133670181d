import type { Request, RequestHandler } from 'express'
import { formats } from '../locales/format.js'
import { translator } from '../locales/i18n.js'
import { depsOf } from './deps.js'
import { PlannedOutage } from './errors.js'
import { languageOf } from './language.js'

const announcedFor = 7 * 86_400_000

/** While a planned outage lasts, answers every request with 503 and when the portal will be back: without database and session, which may be gone. */
export const keepOutage: RequestHandler = (req, res, next) => {
  const { config, clock } = depsOf(req)
  const { from, until } = config.outage ?? {}
  const now = clock()
  if (!from || !until || now < from || now >= until) return next()
  res.set('Retry-After', String(Math.ceil((Date.parse(until) - Date.parse(now)) / 1000)))
  throw new PlannedOutage()
}

/** A planned outage in words, from a week before until it ends, or null. */
export function outageText(req: Request): string | null {
  const { config, clock } = depsOf(req)
  if (!config.outage) return null
  const { from, until } = config.outage
  const now = Date.parse(clock())
  if (now < Date.parse(from) - announcedFor || now >= Date.parse(until)) return null
  const lang = languageOf(req)
  const fmt = formats(lang)
  return translator(lang)('errors:outage.text', { from: fmt.instant(from), until: fmt.instant(until) })
}
