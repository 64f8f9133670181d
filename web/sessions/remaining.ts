import { type Request, type Response, Router } from 'express'
import type { Instant } from '../../domain/dates.js'
import type { Deps } from '../deps.js'
import { park } from '../parking.js'
import { goTo } from '../respond.js'
import { endQuietly, renewSession, sessionLimits } from './index.js'

/** How long a session still lasts: asked for by the page that warns, which also prolongs or ends it. */
export function remaining({ clock }: Pick<Deps, 'clock'>): Router {
  const router = Router()

  // A question is no sign of life: it leaves the clock of the session alone.
  router.get('/session', (req, res) => {
    endQuietly(req)
    answer(req, res, req.session.seenAt)
  })

  router.post('/session', (req, res) => answer(req, res, clock()))

  /** Ends the session and leads back to the page after signing in again; what was typed there waits. */
  router.post('/session/end', async (req, res) => {
    const { userId, formerly, csrfToken } = req.session
    const { next, ...fields } = req.body ?? {}
    const whose = userId ?? formerly
    if (!whose || !isOwnPath(next)) return goTo(res, '/sign-in?ended=1')
    req.body = fields
    park(req, whose, next)
    // The other tabs carry the same token, and have something to hand in too.
    if (userId) await renewSession(req, { next, formerly: userId, csrfToken })
    goTo(res, '/sign-in?ended=1')
  })

  function answer(req: Request, res: Response, seenAt: Instant | undefined): void {
    const { userId, createdAt } = req.session
    const left = (since: Instant | undefined, minutes: number) =>
      since ? Math.round((Date.parse(since) + minutes * 60_000 - Date.parse(clock())) / 1000) : minutes * 60
    const idle = userId ? left(seenAt, sessionLimits.idle) : 0
    const inAll = userId ? left(createdAt, sessionLimits.absolute) : 0
    res.set('Cache-Control', 'no-store').json({ idle, inAll })
  }

  return router
}

/** An address below this site, and nothing a browser could take for another. */
const isOwnPath = (text: unknown): text is string =>
  typeof text === 'string' && text.length < 2000 && /^\/(?![/\\])[^\\\s]*$/.test(text)
