import express, { Router } from 'express'
import type { Deps } from '../deps.js'
import { requireTls } from './authenticate.js'
import { declarations } from './declarations.js'
import { events } from './events.js'
import { decisions, mutations } from './mutations.js'
import { description } from './openapi.js'
import { refuseUnknownAddresses, showProblems } from './problems.js'
import { tokens } from './token.js'

/** The way out of the portal for programs of the office: everything below `/api/v1`. No cookies, no pages. */
export function api(deps: Deps): Router {
  const router = Router()
  router.use(requireTls)
  router.use(express.json({ limit: '10kb' }))
  router.get('/openapi.json', (_req, res) => void res.json(description(deps.config.baseUrl)))
  router.use(tokens(deps))
  router.use(events(deps))
  router.use(mutations(deps))
  router.use(decisions(deps))
  router.use(declarations(deps))
  router.use(refuseUnknownAddresses)
  router.use(showProblems)
  return router
}
