import type { RequestHandler } from 'express'
import { changesOf, officeScope } from '../../db/changes.js'
import { deskCount } from '../../db/start/counts.js'
import { swissDate } from '../../domain/dates.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { badge } from '../live.js'
import { endQuietly } from '../sessions/index.js'
import { together } from '../together.js'

/**
 * The figure of the desk for a page of the office that stays open. `n` stands for the day, with which tasks come back and become
 * overdue, and for how often anything on the desk had changed when it asked last; with the same there is nothing to say. Many desks that
 * ask at once are one question. Asking is no sign of life.
 */
export function liveDesk({ db, clock }: Deps): RequestHandler {
  const changesNow = together((scope) => changesOf(db, scope))
  return async (req, res) => {
    endQuietly(req)
    const today = swissDate(clock())
    const n = `${today}-${await changesNow(officeScope)}`
    res.set('Cache-Control', 'no-store')
    if (n === req.query.n) return void res.status(204).end()
    const count = await deskCount(db, today)
    res.json({ n, badges: [badge('desk', count, translator(languageOf(req)))] })
  }
}
