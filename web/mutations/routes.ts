import { Router } from 'express'
import type { Deps } from '../deps.js'
import { amendPages } from './amend.js'
import { begin } from './begin.js'
import { checkAnswers } from './check-answers.js'
import { confirmation } from './confirmation.js'
import { discard } from './discard.js'
import { reportFiles } from './files.js'
import { list } from './list.js'
import { partLinkPages } from './part-link.js'
import { recallPages } from './recall.js'
import { declaredPages } from './salary-declaration/declared-pages.js'
import { wagesPages } from './salary-declaration/pages.js'
import { receiptPages } from './salary-declaration/receipt-pages.js'
import { status } from './status.js'
import { steps } from './steps.js'
import { superseded } from './superseded.js'

/** The reports of one employer: list, journeys, receipt and status. */
export function mutations(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  router.use(list(deps))
  router.use(reportFiles(deps))
  router.use(begin(deps))
  router.use(status(deps))
  router.use(confirmation(deps))
  router.use(receiptPages(deps))
  router.use(declaredPages(deps))
  router.use(recallPages(deps))
  router.use(amendPages(deps))
  router.use(partLinkPages(deps))
  router.use(discard(deps))
  router.use(superseded(deps))
  router.use(wagesPages(deps))
  router.use(checkAnswers(deps))
  router.use(steps(deps))
  return router
}
