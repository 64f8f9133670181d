import type { Request, RequestHandler } from 'express'
import { noteRead } from '../../db/audit.js'
import { staffLines } from '../../db/employee-list.js'
import { swissDate } from '../../domain/dates.js'
import { staffColumns } from '../../domain/staff-list/row.js'
import { translator } from '../../locales/i18n.js'
import { writeSheet } from '../../salaries/excel/sheet.js'
import { csv } from '../csv.js'
import type { Deps } from '../deps.js'
import { asFile, sheetType } from '../documents/send.js'
import { languageOf } from '../language.js'
import { byOf, employerOf } from '../visit.js'
import { readAddress } from './list.js'

const exportedAtMost = 50_000

/** Sends the people a list shows as a file; that somebody took them all along is in the audit. */
export const staffFile =
  ({ db, clock }: Deps, kind: 'xlsx' | 'csv'): RequestHandler =>
  async (req: Request, res) => {
    const { id: employerId } = employerOf(req)
    const { q, show } = readAddress(req)
    const today = swissDate(clock())
    const t = translator(languageOf(req))
    const lines = await staffLines(db, employerId, { q, show, today }, exportedAtMost)
    await noteRead(db, byOf(req), { action: 'employees.export', object: employerId, employerId })
    const rows = [
      staffColumns.map((column) => t(`staff:column.${column}`)),
      ...lines.map((line) => staffColumns.map((column) => line[column])),
    ]
    const name = `${t('staff:fileName')}-${today}.${kind}`
    const type = kind === 'csv' ? 'text/csv; charset=utf-8' : sheetType
    asFile(res, type, name).send(kind === 'csv' ? csv(rows) : writeSheet(t('staff:sheet'), rows))
  }
