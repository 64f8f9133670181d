import type { Request } from 'express'
import { countTry, type Limit } from '../../../db/access/tries.js'
import type { StaffColumn, StaffRefusal, StaffRefusalCode, StaffRow } from '../../../domain/staff-list/row.js'
import { staffColumns } from '../../../domain/staff-list/row.js'
import { languages, translator } from '../../../locales/i18n.js'
import { folded } from '../../../salaries/staff/read.js'
import { readStaffInThread } from '../../../salaries/staff/reading.js'
import type { Deps } from '../../deps.js'
import { fileName } from '../../documents/file-name.js'
import { bytesPerUpload } from '../../documents/in-memory.js'
import { filesIn } from '../../documents/upload.js'
import { hasVirus } from '../../documents/virus-scan.js'
import { employerOf } from '../../visit.js'

/** Lists that one employer may send in a day. */
const listsPerDay: Limit = { most: 100, minutes: 24 * 60 }

type Upload = { rows: StaffRow[]; fileName: string } | { refused: StaffRefusal }

/** Reads the list that `receiveFile` has received, or says why it cannot be taken. Nothing of it is kept here. */
export async function readUpload(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  req: Request,
): Promise<Upload> {
  const [file] = filesIn(req, 'file')
  if (!file) return refused('missing')
  if (file.size > bytesPerUpload) return refused('too-large')
  if (!(await countTry(db, `staff-files/${employerOf(req).id}`, listsPerDay, Date.parse(clock()))))
    return refused('quota')
  if (config.clamdSocket && (await hasVirus(config.clamdSocket, file.buffer))) return refused('virus')
  const read = await readStaffInThread({ bytes: file.buffer, headings })
  if ('refused' in read) return read
  const [, extension = 'csv'] = /\.(xlsx|csv)$/i.exec(file.originalname) ?? []
  return { rows: read.rows, fileName: fileName(file.originalname, extension.toLowerCase()) }
}

const refused = (code: StaffRefusalCode): Upload => ({ refused: { code, told: {} } })

/** The headings of our files in all four languages, folded, and which column each means. */
const headings: Record<string, StaffColumn> = Object.fromEntries(
  languages.flatMap((language) =>
    staffColumns.map((column) => [folded(translator(language)(`staff:column.${column}`)), column]),
  ),
)
