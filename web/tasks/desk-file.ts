import type { RequestHandler } from 'express'
import { type DeskRow, deskOf } from '../../db/desk/list.js'
import { officeFor } from '../../db/desk/sharing.js'
import { swissDate } from '../../domain/dates.js'
import { listName } from '../../domain/names.js'
import type { T } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { cellsIn, columnsFor } from '../lists/columns.js'
import { type FileKind, listFile } from '../lists/file.js'
import { speechOf } from '../mutations/scene.js'
import type { Speech } from '../mutations/summary.js'
import { visitOf } from '../visit.js'
import { briefOf } from './brief.js'
import { deskAddress, deskStateOf, filterOf } from './desk-filter.js'

/** The open tasks that the desk shows as a file. */
export const deskFile = (deps: Deps, kind: FileKind): RequestHandler =>
  listFile(deps, kind, async (req, limit) => {
    const { db, clock } = deps
    const me = visitOf(req).user.id
    const today = swissDate(clock())
    const speech = speechOf(req)
    const { t } = speech
    const state = deskStateOf(req.query)
    const filter = filterOf(state, await officeFor(db, me, today), { me, today })
    const { rows } = await deskOf(db, filter, me, today, { page: 1, perPage: limit })
    const columns = cellsIn(cells, columnsFor(req, 'desk'), { always, columnOf })
    return {
      name: t('lists:file.name.tasks'),
      sheet: t('tasks:desk.title'),
      headings: columns.map((column) => headingOf(column, t)),
      rows: rows.map((line) => columns.map((column) => cells[column](line, speech))),
      entry: { action: 'task.export', object: 'all', fields: columns },
      back: deskAddress(state),
    }
  })

/** A column of the desk by its whole name: above the list there is room for the short one. */
export const headingOf = (column: string, t: T): string =>
  t(column === 'canton' ? 'users:employers.canton' : `tasks:desk.column.${column}`)

type Cell = keyof typeof cells

const always: Cell[] = ['person', 'reference', 'who']
/** What stands in one column of the desk with something else. */
const columnOf: Partial<Record<Cell, Cell>> = { followUp: 'due', followUpReason: 'due', step: 'kind' }

/** What stands in a file of the desk, in this order. */
const cells = {
  due: ({ dueOn }: DeskRow) => dueOn,
  followUp: ({ followUpOn }: DeskRow) => followUpOn,
  followUpReason: ({ followUpReason }: DeskRow) => followUpReason,
  person: (row: DeskRow) => listName(row),
  reference: ({ reference }: DeskRow) => reference,
  kind: ({ kind }: DeskRow, { t }: Speech) => t(`mutations:kind.${kind}`),
  step: ({ step }: DeskRow, { t }: Speech) => t(`tasks:step.${step}`),
  employer: ({ employer }: DeskRow) => employer,
  memberNumber: ({ memberNumber }: DeskRow) => memberNumber,
  canton: ({ canton }: DeskRow) => canton,
  received: ({ submittedAt }: DeskRow) => swissDate(submittedAt),
  proposal: ({ details }: DeskRow, speech: Speech) => briefOf(details, speech)?.text ?? null,
  who: ({ claimedByName }: DeskRow) => claimedByName,
} satisfies Record<string, (row: DeskRow, speech: Speech) => string | null>
