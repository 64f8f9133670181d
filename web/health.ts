import { Router } from 'express'
import { isMigrated } from '../db/knex.js'
import type { Deps } from './deps.js'

/** For the proxy and the operator: `/healthz` is the process, `/readyz` what it needs, each by name. */
export function health({ db, courier, log }: Deps, isDraining: () => boolean): Router {
  const router = Router()
  router.get('/healthz', (_req, res) => void res.set('Cache-Control', 'no-store').json({ status: 'ok' }))
  router.get('/readyz', async (_req, res) => {
    const failed = (error: Error) => {
      log.warn({ reason: error.message }, 'database not ready')
      return false
    }
    const [database, temporal] = await Promise.all([isMigrated(db).catch(failed), courier.isReached()])
    // Temporal may be away for a while: reports are taken all the same.
    const ready = database && !isDraining()
    const state = (ok: boolean) => (ok ? 'ok' : 'failing')
    res
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({
        status: ready ? 'ready' : 'not ready',
        dependencies: { database: state(database), temporal: state(temporal) },
        draining: isDraining(),
      })
  })
  return router
}
