import { type Request, type Response, Router } from 'express'
import { type EmployeeFile, findEmployee } from '../../db/people/employees.js'
import { beginOnce, untouchedDraft } from '../../db/reports/drafts.js'
import { swissDate } from '../../domain/dates.js'
import { isMutationKind, type MutationKind } from '../../domain/kinds.js'
import { isOpenTo } from '../../domain/topics.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { flash, redirect } from '../respond.js'
import { byOf, employerOf } from '../visit.js'
import type { Journey } from './journey.js'
import { journeys } from './journeys.js'
import { type PossibleReport, possibleReports } from './possible.js'
import { freeReference } from './reference.js'
import { speechOf } from './scene.js'

/** Begins a report about an employee; what was begun a moment ago and not touched yet is taken up again. */
export function begin({ db, clock }: Deps): Router {
  const router = Router({ mergeParams: true })
  router.post('/', async (req, res) => {
    const { kind, employee = '' } = req.body
    const { id: employerId, topics } = employerOf(req)
    if (!isMutationKind(kind) || !isOpenTo(topics, kind)) throw notFound()
    if (!employee && subjectOf(kind)) return beginWithout(req, res, kind)
    const file = await findEmployee(db, employerId, String(employee))
    if (!file) throw notFound()
    const report = chosen(req, file)
    if (report.at) return redirect(req, res, `/e/${employerId}/${report.at}`)
    const draft = journeys[kind].begin(report.purpose)
    const fresh = { kind, employerId, employeeId: file.employee.id, draft }
    if (report.why && !(await untouchedDraft(db, fresh, byOf(req)))) {
      flash(req, report.why)
      return redirect(req, res, `/e/${employerId}/employees/${file.employee.id}`)
    }
    const id = await beginOnce(db, { ...fresh, reference: await freeReference(db, kind) }, byOf(req))
    redirect(req, res, `/e/${employerId}/mutations/${id}`)
  })

  /** A report about nobody on file: what it is about is said on its way. */
  async function beginWithout(req: Request, res: Response, kind: MutationKind) {
    const { id: employerId } = employerOf(req)
    const fresh = { kind, employerId, employeeId: null, draft: journeys[kind].begin('') }
    const id = await beginOnce(db, { ...fresh, reference: await freeReference(db, kind) }, byOf(req))
    redirect(req, res, `/e/${employerId}/mutations/${id}`)
  }

  /** The report that was chosen; the first of its kind where nothing more was said. */
  function chosen(req: Request, file: EmployeeFile): PossibleReport {
    const { kind, purpose = '' } = req.body
    const reports = possibleReports(file, { ...speechOf(req), today: swissDate(clock()) })
    const ofKind = reports.filter((it) => it.kind === kind)
    const report = ofKind.find((it) => it.purpose === purpose) ?? ofKind[0]
    if (!report) throw notFound()
    return report
  }
  return router
}

const subjectOf = (kind: MutationKind) => (journeys[kind] as Journey).subject
