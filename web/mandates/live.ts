import type { RequestHandler } from 'express'
import { changesForAgent } from '../../db/changes.js'
import { sha256 } from '../../db/seal.js'
import { waitingAt } from '../../db/start/inbox.js'
import { withinEmployers } from '../../db/tenant-scope.js'
import { swissDate } from '../../domain/dates.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { badge } from '../live.js'
import { endQuietly } from '../sessions/index.js'
import { visitOf } from '../visit.js'

/**
 * The figure of the inbox for a page that stays open. `n` stands for the day, the mandates and how often anything had changed at them
 * when it asked last; with the same there is nothing to say. Asking is no sign of life.
 */
export const liveInbox =
  ({ db, clock }: Deps): RequestHandler =>
  async (req, res) => {
    endQuietly(req)
    const { user, mandates } = visitOf(req)
    const today = swissDate(clock())
    const acting = mandates.map(({ id, topics }) => [id, topics])
    const ids = mandates.map(({ id }) => id)
    const changes = await withinEmployers(ids, () => changesForAgent(db, user.id))
    const n = sha256(JSON.stringify([today, acting, changes])).slice(0, 16)
    res.set('Cache-Control', 'no-store')
    if (n === req.query.n) return void res.status(204).end()
    const waiting = await withinEmployers(ids, () => waitingAt(db, user.id, today))
    const count = waiting.reduce((sum, { tasks, drafts }) => sum + tasks + drafts, 0)
    res.json({ n, badges: [badge('inbox', count, translator(languageOf(req)))] })
  }
