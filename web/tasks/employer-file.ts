import type { RequestHandler } from 'express'
import { type EmployerTask, employerTaskList, type UnsentDraft } from '../../db/tasks/list.js'
import { partsOf } from '../../db/tasks/uploads.js'
import { swissDate } from '../../domain/dates.js'
import { listName } from '../../domain/names.js'
import type { T } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { cellsIn, columnsFor } from '../lists/columns.js'
import { type FileKind, listFile } from '../lists/file.js'
import { speechOf } from '../mutations/scene.js'
import { employerOf } from '../visit.js'
import {
  employerFilterOf,
  employerListAddress,
  employerStateOf,
  employerTasksPath,
} from './employer-filter.js'

/** What an employer has to do as a file, as the list shows it: its tasks, then its drafts. */
export const employerTaskFile = (deps: Deps, kind: FileKind): RequestHandler =>
  listFile(deps, kind, async (req, limit) => {
    const { id: employerId } = employerOf(req)
    const { t } = speechOf(req)
    const state = employerStateOf(req.query)
    const filter = employerFilterOf(req, state, swissDate(deps.clock()))
    const { tasks, drafts } = await employerTaskList(deps.db, employerId, filter, { offset: 0, limit })
    const columns = cellsIn(cells, columnsFor(req, 'tasks'), { always, columnOf: {} })
    return {
      name: t('lists:file.name.employerTasks'),
      sheet: t('tasks:list.title'),
      headings: columns.map((column) => t(`tasks:list.column.${column}`)),
      rows: [...tasks, ...drafts].map((line) => columns.map((column) => cells[column](line, t))),
      entry: { action: 'task.export', object: employerId, employerId, fields: columns },
      back: employerListAddress(employerTasksPath(req), { ...state, page: 1 }),
    }
  })

type Line = EmployerTask | UnsentDraft
type Cell = keyof typeof cells

/** What stands in a file of an employer's tasks, in this order. */
const cells = {
  due: (line: Line) => ('dueOn' in line ? line.dueOn : null),
  task: (line: Line, t: T) => t('step' in line ? `tasks:step.${line.step}` : 'mutations:status.draft'),
  person: (line: Line) => listName(line),
  kind: ({ kind }: Line, t: T) => t(`mutations:kind.${kind}`),
  reference: ({ reference }: Line) => reference,
  parts: (line: Line) => (isOpen(line) ? partsIn(line) : null),
  given: (line: Line) => (isOpen(line) ? line.givenTo : null),
  closed: (line: Line) => ('closedAt' in line && line.closedAt ? swissDate(line.closedAt) : null),
} satisfies Record<string, (line: Line, t: T) => string | null>

const always: Cell[] = ['due', 'task', 'person', 'closed']

const isOpen = (line: Line): line is EmployerTask => 'status' in line && line.status === 'open'

/** How many of the documents asked for have arrived, such as `1/3`. */
function partsIn({ details }: EmployerTask): string | null {
  const parts = partsOf({ details })
  return parts && `${parts.sent}/${parts.all}`
}
