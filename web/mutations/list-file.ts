import type { Request, RequestHandler } from 'express'
import { allTopics } from '../../db/open-topics.js'
import { type ListedMutation, mutationLines } from '../../db/reports/list.js'
import { swissDate } from '../../domain/dates.js'
import { listName } from '../../domain/names.js'
import type { Deps } from '../deps.js'
import { cellsIn, columnsFor } from '../lists/columns.js'
import { type FileKind, listFile } from '../lists/file.js'
import { listAddress } from '../tasks/address.js'
import { visitOf } from '../visit.js'
import { askedIn, type ReportsOf, stateTag } from './list.js'
import { speechOf } from './scene.js'
import type { Speech } from './summary.js'

/** The reports that a list shows as a file: of the employer of the page, or for the office of all, or of the one its address names. */
export const reportsFile = (deps: Deps, kind: FileKind): RequestHandler =>
  listFile(deps, kind, async (req, limit) => {
    const { whose, path } = shownIn(req)
    const { employerId } = whose
    const speech = speechOf(req)
    const { t } = speech
    const asked = askedIn(req)
    const isOffice = visitOf(req).employer === null
    const lines = await mutationLines(deps.db, { ...whose, ...asked }, limit)
    const shown = columnsFor(req, isOffice ? 'mutations' : 'reports')
    const columns = cellsIn(cells, shown, { always, columnOf })
    return {
      name: t('lists:file.name.mutations'),
      sheet: t('mutations:list.title'),
      headings: columns.map((column) => t(`mutations:list.column.${column}`)),
      rows: lines.map((line) => columns.map((column) => cells[column](line, speech, isOffice))),
      entry: { action: 'mutation.export', object: employerId ?? 'all', employerId, fields: columns },
      back: listAddress(path, asked),
    }
  })

/** Whose reports are asked for, and on which page they are shown. */
function shownIn(req: Request): { whose: ReportsOf; path: string } {
  const { employer } = visitOf(req)
  if (employer)
    return {
      whose: { employerId: employer.id, topics: employer.topics },
      path: `/e/${employer.id}/mutations`,
    }
  const { employer: id } = req.query
  if (typeof id !== 'string' || !/^[\w-]{1,40}$/.test(id))
    return { whose: { topics: allTopics }, path: '/office/mutations' }
  return { whose: { employerId: id, onlySent: true, topics: allTopics }, path: `/office/employers/${id}` }
}

type Cell = keyof typeof cells

const day = (at: string | null) => (at ? swissDate(at) : null)

/** What stands in a file of reports, in this order. */
const cells = {
  reference: ({ reference }: ListedMutation) => reference,
  kind: ({ kind }: ListedMutation, { t }: Speech) => t(`mutations:kind.${kind}`),
  person: (row: ListedMutation) => listName(row),
  employer: ({ employerName }: ListedMutation) => employerName,
  memberNumber: ({ memberNumber }: ListedMutation) => memberNumber,
  state: (row: ListedMutation, speech: Speech, isOffice: boolean) => stateTag(row, isOffice, speech).text,
  saved: ({ savedAt }: ListedMutation) => day(savedAt),
  sent: ({ submittedAt }: ListedMutation) => day(submittedAt),
  closed: ({ closedAt }: ListedMutation) => day(closedAt),
} satisfies Record<string, (row: ListedMutation, speech: Speech, isOffice: boolean) => string | null>

const always: Cell[] = ['kind', 'person', 'state']
const columnOf: Partial<Record<Cell, string>> = { saved: 'days', sent: 'days', closed: 'days' }
