import compression from 'compression'
import express, { type Express } from 'express'
import { guardRoutes } from './access/guard.js'
import { account } from './account/routes.js'
import { activation } from './activate/routes.js'
import { api } from './api/routes.js'
import { atOnce, requestsAtOnce } from './at-once.js'
import { checks } from './checks/routes.js'
import { checkTokens, refuseOtherSites } from './csrf.js'
import { demo } from './demo/routes.js'
import type { Deps } from './deps.js'
import { employerPages } from './employer.js'
import { readEmptyForms } from './empty-forms.js'
import { refuseUnknownPages, showErrors } from './errors.js'
import { guidePages } from './guides/routes.js'
import { health } from './health.js'
import { home } from './home.js'
import { keepPages } from './kept-pages.js'
import { keepLanguage } from './language.js'
import { mandates } from './mandates/routes.js'
import { refuseOtherMethods } from './methods.js'
import { refuseNulls } from './no-nulls.js'
import { officePages } from './office.js'
import { keepOutage } from './outage.js'
import { partPages } from './part/routes.js'
import { policyReports } from './policy-reports.js'
import { requestLog } from './request-log.js'
import { securityHeaders } from './security.js'
import { endOldSessions, requestIds, sessions } from './sessions/index.js'
import { remaining } from './sessions/remaining.js'
import { signIn } from './sign-in/routes.js'
import { traced } from './traced.js'
import { verification } from './verify/routes.js'
import { assets } from './view/assets-route.js'
import { recogniseUser } from './visit.js'

/** The portal: what a request meets, in this order. */
export function createApp(deps: Deps, isDraining = () => false): Express {
  const app = express()
  const keep = keepPages(deps)
  app.locals.deps = deps
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple')
  if (deps.config.trustProxy) app.set('trust proxy', deps.config.trustProxy.split(','))
  app.use(requestIds)
  app.use(requestLog(deps))
  app.use(securityHeaders(deps.config))
  app.use(refuseOtherMethods)
  app.use(health(deps, isDraining))
  app.use(assets())
  app.use(policyReports(deps))
  app.use(traced(deps))
  app.use(compression())
  app.use(express.urlencoded({ extended: false, limit: '100kb', parameterLimit: 500 }))
  app.use(readEmptyForms)
  app.use(atOnce(requestsAtOnce))
  app.use(refuseNulls)
  app.use(keepOutage)
  app.use('/api/v1', api(deps))
  app.use(sessions(deps))
  app.use(endOldSessions(deps))
  app.use(keepLanguage)
  app.use(refuseOtherSites)
  app.use(checkTokens)
  app.use('/e/:employer', employerPages(deps, keep))
  app.use('/office', officePages(deps, keep))
  app.use('/part', partPages(deps))
  app.use(checks())
  app.use(signIn(deps))
  app.use(remaining(deps))
  app.use('/guides', guidePages())
  app.use(verification(deps))
  app.use(activation(deps))
  app.use(account(deps))
  app.use(home(deps))
  app.use(mandates(deps, keep))
  app.use(demo(deps))
  app.use(recogniseUser, refuseUnknownPages)
  app.use(showErrors)
  return guardRoutes(app)
}
