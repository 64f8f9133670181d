import { Router } from 'express'
import { mailbox } from '../../db/notices/mailbox.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { respond } from '../respond.js'
import { recogniseUser } from '../visit.js'

/** The mails and SMS of the demo, for everybody to read. A portal that is no demo has no such page. */
export function demo({ config, db }: Deps): Router {
  const router = Router()
  router.use('/demo', (_req, _res, next) => {
    if (!config.demo || config.production) throw notFound()
    next()
  })
  router.get('/demo/mailbox', recogniseUser, async (req, res) =>
    respond(req, res, 'demo/mailbox', { mails: await mailbox(db) }),
  )
  router.get('/demo/mailbox.json', async (_req, res) => void res.json(await mailbox(db)))
  return router
}
