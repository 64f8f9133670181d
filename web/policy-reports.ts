import express, { Router } from 'express'
import { z } from 'zod'
import type { Deps } from './deps.js'
import { routeOf } from './route-of.js'
import { countAddress } from './sign-in/limits.js'

const text = z.string().max(2000).catch('')
const report = z.object({
  'csp-report': z.object({ 'document-uri': text, 'effective-directive': text, 'blocked-uri': text }),
})

/**
 * Takes what browsers report about breaches of the policy of a page, for the log: which rule, on which page, by what. Nothing of the
 * page itself: a sample could hold what somebody typed. Anybody may send such a report, so an address has no more than its turns.
 */
export function policyReports(deps: Pick<Deps, 'log'>): Router {
  const router = Router()
  const body = express.json({ type: ['application/csp-report', 'application/json'], limit: '10kb' })
  router.post('/csp-report', body, async (req, res) => {
    await countAddress(req, 'reports')
    const found = report.safeParse(req.body)
    if (found.success) {
      const it = found.data['csp-report']
      deps.log.warn(
        {
          requestId: req.requestId,
          rule: it['effective-directive'].slice(0, 60),
          page: pathOf(it['document-uri']),
          blocked: originOf(it['blocked-uri']),
        },
        'the policy of a page was breached',
      )
    }
    res.status(204).end()
  })
  return router
}

const pathOf = (url: string) => (URL.canParse(url) ? routeOf(new URL(url).pathname) : '')
/** `inline`, `eval` and the like are words of the browser; of an address only whose it is. */
const originOf = (blocked: string) =>
  URL.canParse(blocked) ? new URL(blocked).origin : (/^[a-z-]{1,30}$/.exec(blocked)?.[0] ?? '')
