import { type Request, type Response, Router } from 'express'
import { noteRead } from '../../../db/audit/note.js'
import type { Compare } from '../../../db/people/staff-changes.js'
import {
  discardImport,
  findImport,
  keepImport,
  type StaffImport,
  staffOnFile,
} from '../../../db/people/staff-imports.js'
import { swissDate } from '../../../domain/dates.js'
import { compareStaff } from '../../../domain/staff-list/compare.js'
import { neededColumns, type StaffRefusal, staffColumns } from '../../../domain/staff-list/row.js'
import { writeSheet } from '../../../salaries/excel/sheet.js'
import type { Deps } from '../../deps.js'
import { asFile, sheetType } from '../../documents/send.js'
import { receiveFile } from '../../documents/upload.js'
import { notFound } from '../../errors.js'
import { speechOf } from '../../mutations/scene.js'
import { flash, redirect, respond } from '../../respond.js'
import { byOf, employerOf } from '../../visit.js'
import { previewOf } from './preview.js'
import { readUpload } from './read-upload.js'
import { takeOver } from './take-over.js'

/** A staff list comes in: read, shown, and taken over only when somebody says so. */
export function staffImport(deps: Deps): Router {
  const { db, clock } = deps
  const router = Router({ mergeParams: true })
  const home = (req: Request) => `/e/${employerOf(req).id}/employees`
  const compare: Compare = (rows, onFile) => compareStaff(rows, onFile, swissDate(clock()))

  const form = (req: Request, res: Response, refused: StaffRefusal | null) => {
    const { t } = speechOf(req)
    const told = { ...refused?.told }
    if (told.column) told.column = t(`staff:column.${told.column}`)
    respond(
      req,
      res,
      'employees/import/form',
      {
        title: t('staff:import.title'),
        base: home(req),
        errors: refused ? { file: t(`staff:refusal.${refused.code}`, told) } : {},
        columns: staffColumns.map((column) => ({
          name: t(`staff:column.${column}`),
          isNeeded: (neededColumns as readonly string[]).includes(column),
        })),
      },
      refused ? 422 : 200,
    )
  }

  router.get('/', (req, res) => form(req, res, null))

  router.post('/', receiveFile(), async (req, res) => {
    const { id: employerId } = employerOf(req)
    const read = await readUpload(deps, req)
    if ('refused' in read) return form(req, res, read.refused)
    const compared = compare(read.rows, await staffOnFile(db, employerId))
    const content = { fileName: read.fileName, rows: read.rows, compared }
    const id = await keepImport(db, employerId, content, byOf(req))
    await noteRead(db, byOf(req), { action: 'employees.read', object: employerId, employerId })
    redirect(req, res, `${home(req)}/import/${id}`)
  })

  router.get('/template.xlsx', async (req, res) => {
    const { t } = speechOf(req)
    const headings = staffColumns.map((column) => t(`staff:column.${column}`))
    asFile(res, sheetType, `${t('staff:import.templateName')}.xlsx`).send(
      await writeSheet(t('staff:sheet'), [headings]),
    )
  })

  router.get('/:id', async (req, res) => {
    const found = await importOf(deps, req)
    const { t } = speechOf(req)
    const base = home(req)
    const here = { base, url: `${base}/import/${found.id}`, counts: found.counts }
    if (!found.content)
      return respond(req, res, 'employees/import/done', { ...here, title: t('staff:done.title') })
    const preview = await previewOf(deps, req, { ...found, content: found.content })
    respond(req, res, 'employees/import/preview', { ...here, ...preview, title: t('staff:preview.title') })
  })

  router.post('/:id', async (req, res) => {
    const found = await importOf(deps, req)
    const url = `${home(req)}/import/${found.id}`
    if (found.content) {
      const withReports = req.body.reports === 'yes'
      const end = await takeOver(deps, { ...found, content: found.content }, withReports, compare, byOf(req))
      if (end === 'moved') flash(req, speechOf(req).t('staff:preview.moved'))
    }
    redirect(req, res, url)
  })

  router.post('/:id/discard', async (req, res) => {
    const found = await importOf(deps, req)
    const isGone = await discardImport(db, found.employerId, found.id)
    if (isGone) flash(req, speechOf(req).t('staff:preview.discarded'))
    redirect(req, res, isGone ? `${home(req)}/import` : `${home(req)}/import/${found.id}`)
  })

  return router
}

/** The list that an address names. Throws a 404 for any other employer's. */
async function importOf({ db }: Deps, req: Request): Promise<StaffImport> {
  const found = await findImport(db, employerOf(req).id, String(req.params.id))
  if (!found) throw notFound()
  return found
}
