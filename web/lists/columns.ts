import { type Request, Router } from 'express'
import { type ColumnList, chooseColumns, columnLists, columnsShown } from '../../db/choices.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { listOf, one } from '../mutations/fields.js'
import { flash, redirect } from '../respond.js'
import { byOf, visitOf } from '../visit.js'

const paths: Record<ColumnList, string> = { desk: '/office', mutations: '/office/mutations' }

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
  from: req.originalUrl,
  value: columnsFor(req, list),
  options: columnLists[list].map((value) => ({ value, label: heading(value) })),
})

/** Keeps which columns somebody wants to see, on the server and so on every device. */
export function columnPages({ db }: Deps): Router {
  const router = Router()
  router.post('/', async (req, res) => {
    const list = (Object.keys(columnLists) as ColumnList[]).find((it) => it === req.body.list)
    if (!list) throw notFound()
    const chosen = columnLists[list].filter((it) => listOf(req.body.columns).includes(it))
    const wanted = req.body.do === 'usual' ? undefined : chosen
    await chooseColumns(db, visitOf(req).user.id, list, wanted, byOf(req))
    flash(req, translator(languageOf(req))('lists:columns.saved'))
    redirect(req, res, backTo(list, one(req.body.from)))
  })
  return router
}

/** The list as it was, or from its beginning where the form does not say. */
const backTo = (list: ColumnList, from: string) =>
  from.startsWith(`${paths[list]}?`) && from.length <= 1000 ? from : paths[list]
