import { Router } from 'express'
import { namesOf } from '../../db/access/users.js'
import { noteRead } from '../../db/audit/note.js'
import { findEmployee } from '../../db/people/employees.js'
import { setLetterLanguage } from '../../db/people/letter-language.js'
import { employeesPerPage } from '../../db/people/list.js'
import { personTimeline } from '../../db/timeline/of-employee.js'
import { swissDate } from '../../domain/dates.js'
import { isMonthly } from '../../domain/family-allowance/answers.js'
import { languages } from '../../domain/kinds.js'
import { formats } from '../../locales/format.js'
import { languageNames, translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { type KeepPages, ofEmployer } from '../kept-pages.js'
import { languageOf } from '../language.js'
import { columnsFor } from '../lists/columns.js'
import { showLists } from '../lists/shown.js'
import { possibleReports } from '../mutations/possible.js'
import { flash, redirect, respond, respondWithPart } from '../respond.js'
import { reviewTermNow } from '../spans.js'
import { byOf, employerOf, visitingOf } from '../visit.js'
import { shownAbsences } from './absences.js'
import { staffColumnChoice } from './columns.js'
import { historyOf, shownAtFirst } from './history.js'
import { staffImport } from './import/routes.js'
import { addressOf, type ListAddress, peopleFor, readAddress } from './list.js'
import { openCase } from './open-case.js'
import { staffFile } from './staff-file.js'

/** The people of an employer: a list to find somebody, and a page for each. */
export function employees(deps: Deps, keep: KeepPages): Router {
  const { db, clock } = deps
  const router = Router({ mergeParams: true })

  router.get('/', keep(ofEmployer), async (req, res) => {
    const employer = employerOf(req)
    const now = readAddress(req)
    const { people, found, many, saved, menu } = await peopleFor(db, visitingOf(req), now, swissDate(clock()))
    Object.assign(req, menu)
    const base = `/e/${employer.id}/employees`
    const page = people.length === 0 ? 1 : now.page
    const first = (page - 1) * employeesPerPage
    respondWithPart(req, res, 'employees/list', 'employees/people', {
      ...now,
      ...{ title: translator(languageOf(req))('employees:list.title'), base, people, found, many, page },
      ...{ from: first + 1, to: first + people.length, pages: Math.ceil(found / employeesPerPage) },
      href: (changes: Partial<ListAddress>) => addressOf(base, now, changes),
      files: {
        xlsx: addressOf(`${base}/export.xlsx`, { ...now, report: undefined }),
        csv: addressOf(`${base}/export.csv`, { ...now, report: undefined }),
      },
      columns: columnsFor(req, 'employees'),
      columnChoice: staffColumnChoice(req),
      saved: showLists(req, 'employees', addressOf(base, { ...now, report: undefined }), saved),
    })
  })

  router.get('/export.xlsx', staffFile(deps, 'xlsx'))
  router.get('/export.csv', staffFile(deps, 'csv'))
  router.use('/import', staffImport(deps))

  router.get('/:id', async (req, res) => {
    const { id: employerId } = employerOf(req)
    const file = await findEmployee(db, employerId, req.params.id)
    if (!file) throw notFound()
    req.star = { kind: 'employee', target: file.employee.id }
    await noteRead(db, byOf(req), { action: 'employee.read', object: file.employee.id, employerId })
    const today = swissDate(clock())
    const lang = languageOf(req)
    const reader = { t: translator(lang), fmt: formats(lang), today, base: `/e/${employerId}` }
    const isWhole = req.query.history === 'all'
    const { id } = file.employee
    const told = await personTimeline(
      db,
      employerId,
      id,
      isWhole ? null : shownAtFirst.reports,
      await reviewTermNow(deps),
    )
    const names = await namesOf(
      db,
      told.events.map(({ actor }) => actor),
    )
    respond(req, res, 'employees/page', {
      ...file,
      documents: file.documents.map((it) => ({
        ...it,
        title: it.letter ? reader.t(`messages:kind.${it.letter}`) : it.name,
        day: swissDate(it.createdAt),
      })),
      title: `${file.employee.firstName} ${file.employee.lastName}`,
      base: reader.base,
      current: file.employments[0] ?? null,
      open: openCase(file, reader),
      reports: possibleReports(file, reader),
      isMonthly,
      history: historyOf(file, told, { ...reader, names }, isWhole),
      away: shownAbsences(file.absences, reader),
      spoken: languages.map((value) => ({ value, text: languageNames[value] })),
    })
  })

  router.post('/:id/language', async (req, res) => {
    const { id: employerId } = employerOf(req)
    const { id } = req.params
    const language = languages.find((it) => it === req.body.language)
    if (!language || !(await setLetterLanguage(db, { id, employerId }, language, byOf(req)))) throw notFound()
    flash(req, translator(languageOf(req))('employees:person.languageChanged'))
    redirect(req, res, `/e/${employerId}/employees/${id}`)
  })

  return router
}
