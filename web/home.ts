import { Router } from 'express'
import { mandatesOf } from '../db/access/mandates.js'
import type { Deps } from './deps.js'
import { landing } from './mandates/landing.js'
import { goTo, respond } from './respond.js'
import { isOffice, officeHome, recogniseUser, visitOf } from './visit.js'

/** The pages that belong to no employer: the front door, help, accessibility, privacy. */
export function home({ db }: Deps): Router {
  const router = Router()
  router.get('/', async (req, res) => {
    const { user } = visitOf(req)
    if (isOffice(user)) return goTo(res, officeHome(user))
    goTo(res, landing(await mandatesOf(db, user.id)))
  })
  router.get('/no-mandate', (req, res) => respond(req, res, 'home/no-mandate', {}))
  for (const page of ['help', 'accessibility', 'privacy'])
    router.get(`/${page}`, recogniseUser, (req, res) => respond(req, res, 'home/text', { page }))
  return router
}
