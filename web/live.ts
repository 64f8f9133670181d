import { type RequestHandler, Router } from 'express'
import { changesOf } from '../db/changes.js'
import { employerCounts } from '../db/start/counts.js'
import { type T, translator } from '../locales/i18n.js'
import type { Deps } from './deps.js'
import { languageOf } from './language.js'
import { isByItself } from './respond.js'
import { endQuietly } from './sessions/index.js'
import { together } from './together.js'
import { employerOf } from './visit.js'

/**
 * The figures of the menu for a page that stays open. `n` is how often the employer's things had changed when it asked last; with
 * the same number there is nothing to say. Asking is no sign of life: a page that lies open does not keep its session.
 */
export function live({ db }: Deps): Router {
  const router = Router({ mergeParams: true })
  const changesNow = together((scope) => changesOf(db, scope))
  router.get('/live', async (req, res) => {
    endQuietly(req)
    const { id, topics } = employerOf(req)
    const n = await changesNow(id)
    res.set('Cache-Control', 'no-store')
    if (String(n) === req.query.n) return void res.status(204).end()
    const t = translator(languageOf(req))
    const counts = Object.entries(await employerCounts(db, id, topics))
    const badges = counts.map(([key, count]) => badge(key, count, t))
    res.json({ n, badges })
  })
  return router
}

/** An open page that asks by itself keeps no session. */
export const quietlyByItself: RequestHandler = (req, _res, next) => {
  if (isByItself(req)) endQuietly(req)
  next()
}

/** A figure beside an item of the menu, for the eye and for the ear. */
export const badge = (key: string, count: number, t: T) => ({
  key,
  count: count > 999 ? '999+' : String(count),
  words: count > 0 ? `, ${t('common:nav.open', { count })}` : '',
})
