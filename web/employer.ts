import { Router } from 'express'
import { audit } from './audit/routes.js'
import type { Deps } from './deps.js'
import { documents } from './documents/routes.js'
import { employees } from './employees/routes.js'
import { favourites } from './favourites/routes.js'
import type { KeepPages } from './kept-pages.js'
import { columnPages } from './lists/columns.js'
import { lists } from './lists/routes.js'
import { live } from './live.js'
import { mandatePages } from './mandates/one.js'
import { messageFiles } from './messages/files.js'
import { messages } from './messages/routes.js'
import { mutations } from './mutations/routes.js'
import { certificates } from './mutations/training-certificate/routes.js'
import { search } from './search/routes.js'
import { start } from './start/routes.js'
import { employerTasks } from './tasks/employer.js'
import { users } from './users/routes.js'
import { requireMandate, requireUser } from './visit.js'

/** The pages of one employer: everything below `/e/<employer>`. */
export function employerPages(deps: Deps, keep: KeepPages): Router {
  const router = Router({ mergeParams: true })
  router.use(requireUser, requireMandate(deps))
  router.use(start(deps, keep))
  router.use(live(deps))
  router.use('/employees', employees(deps, keep))
  router.use('/mutations', mutations(deps))
  router.use('/certificates', certificates(deps))
  router.use('/tasks', employerTasks(deps))
  router.use('/messages', messages(deps))
  router.use('/mailings', messageFiles(deps))
  router.use('/documents', documents(deps))
  router.use('/search', search(deps))
  router.use('/favourites', favourites(deps))
  router.use('/lists', lists(deps))
  router.use('/columns', columnPages(deps))
  router.use('/users', users(deps))
  router.use('/audit', audit(deps))
  router.use('/mandate', mandatePages(deps))
  return router
}
