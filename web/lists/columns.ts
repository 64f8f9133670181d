import { type Request, Router } from 'express'
import { type ColumnList, chooseColumns, columnLists, columnsShown } from '../../db/notices/choices.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { listOf, one } from '../mutations/fields.js'
import { flash, redirect } from '../respond.js'
import { byOf, visitOf } from '../visit.js'

/** Where each list is: below `/office`, or below the employer of the page. */
const paths = {
  office: { desk: '', mutations: '/mutations', officeAudit: '/audit' },
  employer: {
    ...{ employees: '/employees', tasks: '/tasks', messages: '/messages', reports: '/mutations' },
    audit: '/audit',
  },
}

/** Which columns of a list the visitor sees, in their order; files of it have the same. */
export const columnsFor = (req: Request, list: ColumnList): string[] =>
  columnsShown(visitOf(req).user.choices, list)

/** What of a line goes into a file: what always does, and what stands in a column that is shown, its own or the one that `columnOf` names. */
export const cellsIn = <Cell extends string>(
  cells: Record<Cell, unknown>,
  shown: string[],
  { always, columnOf }: { always: Cell[]; columnOf: Partial<Record<Cell, string>> },
): Cell[] =>
  (Object.keys(cells) as Cell[]).filter((it) => always.includes(it) || shown.includes(columnOf[it] ?? it))

/** What `parts/column-choice` shows below a list: all that can be chosen, each with its heading. */
export const columnChoice = (req: Request, list: ColumnList, heading: (column: string) => string) => ({
  list,
  action: `${baseOf(req)}/columns`,
  from: req.originalUrl,
  value: columnsFor(req, list),
  options: columnLists[list].map((value) => ({ value, label: heading(value) })),
})

/** Keeps which columns somebody wants to see, on the server and so on every device. */
export function columnPages({ db }: Deps): Router {
  const router = Router({ mergeParams: true })
  router.post('/', async (req, res) => {
    const [list, path] = listNamed(req)
    const chosen = columnLists[list].filter((it) => listOf(req.body.columns).includes(it))
    const wanted = req.body.do === 'usual' ? undefined : chosen
    await chooseColumns(db, visitOf(req).user.id, list, wanted, byOf(req))
    flash(req, translator(languageOf(req))('lists:columns.saved'))
    redirect(req, res, backTo(path, one(req.body.from)))
  })
  return router
}

/** The list a form names, with its address: one of the office, or of an employer. */
function listNamed(req: Request): [ColumnList, string] {
  const lists: Partial<Record<ColumnList, string>> = paths[visitOf(req).employer ? 'employer' : 'office']
  const list = (Object.keys(lists) as ColumnList[]).find((it) => it === req.body.list)
  if (!list) throw notFound()
  return [list, `${baseOf(req)}${lists[list]}`]
}

const baseOf = (req: Request): string => {
  const { employer } = visitOf(req)
  return employer ? `/e/${employer.id}` : '/office'
}

/** The list as it was, or from its beginning where the form does not say. */
const backTo = (path: string, from: string) =>
  from.startsWith(`${path}?`) && from.length <= 1000 ? from : path
