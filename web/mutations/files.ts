import { Router } from 'express'
import type { Deps } from '../deps.js'
import { historyFile } from './history-file.js'
import { reportsFile } from './list-file.js'

/** Reports and their histories to take along, for an employer or for the office. */
export function reportFiles(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  router.get('/export.xlsx', reportsFile(deps, 'xlsx'))
  router.get('/export.csv', reportsFile(deps, 'csv'))
  router.get('/:id/history.xlsx', historyFile(deps, 'xlsx'))
  router.get('/:id/history.csv', historyFile(deps, 'csv'))
  return router
}
