import { Router } from 'express'
import { noteRead } from '../../../db/audit/note.js'
import { may } from '../../access/may.js'
import type { Deps } from '../../deps.js'
import { flash, redirect, respond } from '../../respond.js'
import { byOf } from '../../visit.js'
import { speechOf, urlOf } from '../scene.js'
import { declarationHere } from './pages.js'
import { prepareReports, reportedIn } from './reported.js'

/**
 * Entries and exits that a file reports: whoever looks after wages reads them. Whoever looks after the people as well can have each become
 * a report of its own, prepared with what the file says.
 */
export function reportedPages(deps: Deps): Router {
  const router = Router({ mergeParams: true })

  router.get('/:id/wages/reported', async (req, res) => {
    const here = await declarationHere(deps, req, res)
    if (!here) return
    const { t, fmt } = speechOf(req)
    const { employerId, id } = here.mutation
    const mayPrepare = may(req.visit, 'POST /e/:employer/mutations/:id/wages/reported')
    const reported = await reportedIn(deps, here.declaration)
    await noteRead(deps.db, byOf(req), { action: 'declaration.reported', object: id, employerId })
    respond(req, res, 'mutations/salary-declaration/reported', {
      title: t('salaryDeclaration:reported.title'),
      lead: t(`salaryDeclaration:reported.${mayPrepare ? 'lead' : 'leadToRead'}`),
      base: `${urlOf(here.mutation)}/wages`,
      rows: reported.map((it) => ({
        ...{ name: it.name, key: it.key, possible: mayPrepare && it.possible && it.preparedAs === null },
        text: t(`salaryDeclaration:reported.${it.what}`, { date: fmt.date(it.on) }),
        href: mayPrepare && it.preparedAs && `/e/${employerId}/mutations/${it.preparedAs}`,
        why: it.possible ? null : t('salaryDeclaration:reported.unknown'),
      })),
    })
  })

  router.post('/:id/wages/reported', async (req, res) => {
    const here = await declarationHere(deps, req, res)
    if (!here) return
    const { t } = speechOf(req)
    const chosen = [req.body.report ?? []].flat().map(String)
    const count = await prepareReports(deps, here.declaration, chosen, byOf(req))
    flash(
      req,
      count > 0 ? t('salaryDeclaration:reported.prepared', { count }) : t('salaryDeclaration:reported.none'),
    )
    redirect(req, res, `${urlOf(here.mutation)}/wages/reported`)
  })
  return router
}
