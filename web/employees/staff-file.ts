import type { RequestHandler } from 'express'
import { staffLines } from '../../db/people/list.js'
import { swissDate } from '../../domain/dates.js'
import { staffColumns } from '../../domain/staff-list/row.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { type FileKind, listFile } from '../lists/file.js'
import { employerOf } from '../visit.js'
import { addressOf, readAddress } from './list.js'

/** More than elsewhere: the staff of the largest employer comes back with it. */
const exportedAtMost = 50_000

/** The people a list shows as a file. */
export const staffFile = (deps: Deps, kind: FileKind): RequestHandler =>
  listFile(
    deps,
    kind,
    async (req, limit) => {
      const { id: employerId } = employerOf(req)
      const now = readAddress(req)
      const t = translator(languageOf(req))
      const lines = await staffLines(deps.db, employerId, { ...now, today: swissDate(deps.clock()) }, limit)
      return {
        name: t('staff:fileName'),
        sheet: t('staff:sheet'),
        headings: staffColumns.map((column) => t(`staff:column.${column}`)),
        rows: lines.map((line) => staffColumns.map((column) => line[column])),
        entry: { action: 'employees.export', object: employerId, employerId },
        back: addressOf(`/e/${employerId}/employees`, now),
      }
    },
    exportedAtMost,
  )
