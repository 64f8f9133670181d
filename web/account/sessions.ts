import { type Request, Router } from 'express'
import { endSessionOf, endSessionsOf, sessionsOf } from '../../db/access/sessions.js'
import { noteAtDoor } from '../../db/access/users.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { flash, goTo, respond } from '../respond.js'
import { sessionHash, sessionLimits } from '../sessions/index.js'
import { byOf, visitOf } from '../visit.js'

/** Where somebody is signed in, and the end of it. */
export function ownSessions({ db, clock }: Deps): Router {
  const router = Router()
  const before = (minutes: number) => new Date(Date.parse(clock()) - minutes * 60_000).toISOString()

  router.get('/account/sessions', async (req, res) => {
    const since = { seen: before(sessionLimits.idle), created: before(sessionLimits.absolute) }
    const all = await sessionsOf(db, visitOf(req).user.id, since)
    const sessions = all.map(({ idHash, content, createdAt, seenAt }) => ({
      id: idHash,
      agent: String(JSON.parse(content).agent ?? ''),
      createdAt,
      seenAt,
      isOwn: idHash === sessionHash(req),
    }))
    respond(req, res, 'account/sessions', { sessions })
  })

  router.post('/account/sessions', async (req, res) => {
    const t = translator(languageOf(req))
    const id = String(req.body.session ?? '')
    await end(req, id)
    flash(req, t(id === 'others' ? 'account:sessions.endedOthers' : 'account:sessions.ended'))
    goTo(res, '/account/sessions')
  })

  async function end(req: Request, id: string): Promise<void> {
    const { user } = visitOf(req)
    const own = sessionHash(req)
    const isEnded =
      id === 'others'
        ? (await endSessionsOf(db, user.id, own)) > 0
        : id !== own && (await endSessionOf(db, user.id, id))
    if (isEnded) await noteAtDoor(db, 'user.session-end', user.id, byOf(req))
  }

  return router
}
