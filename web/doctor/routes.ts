import { Router } from 'express'
import { examine } from '../../doctor/examine.js'
import type { Finding } from '../../doctor/finding.js'
import { lookAtTemporal } from '../../doctor/temporal.js'
import { wordsOf } from '../../doctor/words.js'
import type { Deps } from '../deps.js'
import { speechOf } from '../mutations/scene.js'
import { respond } from '../respond.js'
import { reportPages } from './reports.js'

/** What is wrong with the portal and what to do about it, for the system administrator. It asks Temporal, and says so when that does not answer. */
export function doctorPage(deps: Deps): Router {
  const { db, config, clock } = deps
  const router = Router()
  router.get('/', async (req, res) => {
    const { t, fmt } = speechOf(req)
    const at = clock()
    const findings = await examine(db, config, () => lookAtTemporal(config.temporal), at)
    const items: (Finding & ReturnType<typeof wordsOf>)[] = findings.map((it) => ({
      ...it,
      ...wordsOf(it, t, fmt.instant),
    }))
    const [troubled, fine] = [
      items.filter(({ state }) => state !== 'good'),
      items.filter(({ state }) => state === 'good'),
    ]
    respond(req, res, 'doctor/page', {
      title: t('doctor:title'),
      lead: t('doctor:lead', { at: fmt.instant(at) }),
      troubled,
      fine,
    })
  })
  router.use(reportPages(deps))
  return router
}
