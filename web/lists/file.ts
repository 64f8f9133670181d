import type { Request, RequestHandler } from 'express'
import { type Entry, noteRead } from '../../db/audit/note.js'
import { swissDate } from '../../domain/dates.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import { writeSheet } from '../../salaries/excel/sheet.js'
import { csv } from '../csv.js'
import type { Deps } from '../deps.js'
import { asFile, sheetType } from '../documents/send.js'
import { languageOf } from '../language.js'
import { flash, redirect } from '../respond.js'
import { listAddress } from '../tasks/address.js'
import { byOf } from '../visit.js'

export type FileKind = 'xlsx' | 'csv'

/** What a list shows, for a file. */
export interface ListFile {
  /** Of the file, plain ASCII and without its day. */
  name: string
  sheet: string
  headings: string[]
  rows: (string | number | null)[][]
  /** What the audit says of it: with a list somebody takes people along. */
  entry: Entry
  /** The list, for whoever has to narrow it first. */
  back: string
}

/** Where the files of a list in this state are, for `parts/list-file`. */
export const filesAt = (
  path: string,
  state: Parameters<typeof listAddress>[1],
): Record<FileKind, string> => ({
  xlsx: listAddress(`${path}/export.xlsx`, state),
  csv: listAddress(`${path}/export.csv`, state),
})

/** More rows are narrowed first: half of a list would be taken for all of it. */
export const exportedAtMost = 10_000

/** Sends a list as it is shown now as a file, without its pages, and notes it. `read` reads `limit` rows, one more than may go into it. */
export const listFile =
  (
    { db, clock }: Deps,
    kind: FileKind,
    read: (req: Request, limit: number) => Promise<ListFile>,
    atMost = exportedAtMost,
  ): RequestHandler =>
  async (req, res) => {
    const { name, sheet, headings, rows, entry, back } = await read(req, atMost + 1)
    if (rows.length > atMost) {
      const lang = languageOf(req)
      flash(req, translator(lang)('lists:file.tooMany', { number: formats(lang).number(atMost) }))
      return redirect(req, res, back)
    }
    await noteRead(db, byOf(req), entry)
    const all = [headings, ...rows]
    const type = kind === 'csv' ? 'text/csv; charset=utf-8' : sheetType
    const file = asFile(res, type, `${name}-${swissDate(clock())}.${kind}`)
    file.send(kind === 'csv' ? csv(all) : await writeSheet(sheet, all))
  }
