import { Router } from 'express'
import { audit } from './audit/routes.js'
import { campaigns } from './campaigns/routes.js'
import { deadlinePages } from './deadlines/routes.js'
import { declarations } from './declarations/routes.js'
import type { Deps } from './deps.js'
import { doctorPage } from './doctor/routes.js'
import { officeDocuments } from './documents/office.js'
import { employerForm } from './employers/form.js'
import { employerPage } from './employers/page.js'
import { register } from './employers/register.js'
import { favourites } from './favourites/routes.js'
import type { KeepPages } from './kept-pages.js'
import { columnPages } from './lists/columns.js'
import { narrowLists } from './lists/narrow.js'
import { mailings } from './mailings/routes.js'
import { officeMutations } from './mutations/office.js'
import { officeUserPages } from './office-users/routes.js'
import { erasures } from './persons/erasures.js'
import { persons } from './persons/routes.js'
import { retentionPages } from './retention/routes.js'
import { searchOfOffice } from './search/routes.js'
import { systems } from './systems/routes.js'
import { desk } from './tasks/desk.js'
import { deskViewPages } from './tasks/desk-views.js'
import { absencePages } from './teamwork/absences.js'
import { teamPages } from './teamwork/teams.js'
import { workloadPage } from './teamwork/workload.js'
import { users } from './users/routes.js'
import { requireOffice, requireUser } from './visit.js'

/** The pages of the office: everything below `/office`. */
export function officePages(deps: Deps, keep: KeepPages): Router {
  const router = Router()
  router.use(requireUser, requireOffice)
  router.use('/campaigns', campaigns(deps))
  router.use('/mailings', mailings(deps))
  router.use('/mutations', officeMutations(deps))
  router.use('/documents', officeDocuments(deps))
  router.use('/employers', register(deps))
  router.use('/employers', employerForm(deps))
  router.use('/employers', employerPage(deps))
  router.use('/employers/:employer/users', users(deps))
  router.use('/audit', audit(deps))
  router.use('/declarations', declarations(deps))
  router.use('/deadlines', deadlinePages(deps))
  router.use('/persons', persons(deps))
  router.use('/erasures', erasures(deps))
  router.use('/retention', retentionPages(deps))
  router.use('/users', officeUserPages(deps))
  router.use('/systems', systems(deps))
  router.use('/doctor', doctorPage(deps))
  router.use('/search', searchOfOffice(deps))
  router.use('/favourites', favourites(deps))
  router.use('/columns', columnPages(deps))
  router.use('/lists', narrowLists(deps))
  router.use('/views', deskViewPages(deps))
  router.use('/workload', workloadPage(deps, keep))
  router.use('/teams', teamPages(deps))
  router.use('/absences', absencePages(deps))
  router.use(desk(deps, keep))
  return router
}
