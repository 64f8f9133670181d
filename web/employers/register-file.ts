import type { RequestHandler } from 'express'
import { type EmployerRow, employerLines } from '../../db/employers/list.js'
import type { Deps } from '../deps.js'
import { type FileKind, listFile } from '../lists/file.js'
import { speechOf } from '../mutations/scene.js'
import { listAddress } from '../tasks/address.js'
import { readFilter } from './filter.js'

const columns = [
  'name',
  'memberNumber',
  'uid',
  'city',
  'canton',
  'users',
  'administrators',
] as const satisfies (keyof EmployerRow)[]

/** The employers that the register shows as a file. */
export const registerFile = (deps: Deps, kind: FileKind): RequestHandler =>
  listFile(deps, kind, async (req, limit) => {
    const filter = readFilter(req.query)
    const { t } = speechOf(req)
    const lines = await employerLines(deps.db, filter, limit)
    return {
      name: t('lists:file.name.employers'),
      sheet: t('users:employers.title'),
      headings: columns.map((column) => t(`users:employers.column.${column}`)),
      rows: lines.map((line) => columns.map((column) => line[column])),
      entry: { action: 'employer.export', object: 'all', fields: [...columns] },
      back: listAddress('/office/employers', { ...filter }),
    }
  })
