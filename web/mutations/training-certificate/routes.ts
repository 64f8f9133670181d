import { type Request, type Response, Router } from 'express'
import { noteRead } from '../../../db/audit/note.js'
import {
  type CertificateRow,
  findCertificate,
  isLate,
  openCertificates,
} from '../../../db/certificates/rows.js'
import type { Deps } from '../../deps.js'
import { receiveFiles } from '../../documents/upload.js'
import { notFound } from '../../errors.js'
import { guide } from '../../guides/library.js'
import { languageOf } from '../../language.js'
import { parkedHere } from '../../parking.js'
import { flash, redirect, respond } from '../../respond.js'
import { listIn } from '../../tasks/address.js'
import { employerListBehind } from '../../tasks/employer-filter.js'
import { byOf, employerOf } from '../../visit.js'
import { listOf, typedIn, type Values } from '../fields.js'
import { speechOf } from '../scene.js'
import { type Answered, answerRow } from './answer.js'
import { choicesFor, rowPage, type Shown, typedInRow } from './row.js'

/** So many children on one page: more would make a form that nobody can send over a phone. */
const rowsPerPage = 10
const fieldsPerRow = 30

/** Training certificates of an employer: all open ones on one page, sent together, and each one alone, also when it is late. */
export function certificates(deps: Deps): Router {
  const router = Router({ mergeParams: true })

  router.get('/', async (req, res) => {
    const { rows, found } = await openCertificates(deps.db, employerOf(req).id, rowsPerPage)
    await show(req, res, rows, { found, typed: (parkedHere(req) as Values | null) ?? {} })
  })

  router.get('/:id', async (req, res) => {
    const row = await find(req, String(req.params.id))
    if (!row.task && !isLate(row))
      return redirect(req, res, `/e/${row.mutation.employerId}/mutations/${row.mutation.id}`)
    await show(req, res, [row], { found: 1, typed: (parkedHere(req) as Values | null) ?? {} })
  })

  router.post('/', receiveFiles(2 * rowsPerPage, fieldsPerRow), async (req, res) => {
    const typed = typedIn(req.body ?? {})
    const rows = await Promise.all(
      listOf(typed.rows)
        .slice(0, rowsPerPage)
        .map((id) => find(req, id)),
    )
    if (rows.length === 0) return redirect(req, res, `/e/${employerOf(req).id}/certificates`)
    const answered: Answered[] = []
    for (const [nth, row] of rows.entries())
      answered.push(await answerRow(deps, req, row, typedInRow(typed, nth), nth, rows.length === 1))
    if (answered.some(({ result }) => result === 'sent')) deps.courier.wake()
    await goOn(req, res, rows, answered)
  })

  /** Rows with something wrong, and those nobody has answered yet, stay; what was sent is said and gone. */
  async function goOn(req: Request, res: Response, rows: CertificateRow[], answered: Answered[]) {
    const { t } = speechOf(req)
    const { id } = employerOf(req)
    const sent = answered.filter(({ result }) => result === 'sent').length
    const wrong = answered.filter(({ result }) => result === 'wrong').length
    if (wrong === 0 && sent > 0) {
      flash(req, t('trainingCertificate:sent', { count: sent }))
      const { found } = await openCertificates(deps.db, id, 1)
      return redirect(
        req,
        res,
        found > 0 && rows.length > 1 ? `/e/${id}/certificates` : employerListBehind(req),
      )
    }
    if (wrong === 0 && answered.every(({ result }) => result === 'closed'))
      return redirect(req, res, `/e/${id}/mutations/${rows[0]?.mutation.id}`)
    const left = await Promise.all(
      answered.flatMap(({ result, shown }, nth) =>
        result === 'sent' || result === 'closed'
          ? []
          : [find(req, rows[nth]?.mutation.id ?? '').then((row) => ({ row, shown }))],
      ),
    )
    const shown = left.map((it) => it.shown)
    await show(
      req,
      res,
      left.map(({ row }) => row),
      { found: left.length, shown, sent, status: 422 },
    )
  }

  async function show(
    req: Request,
    res: Response,
    rows: CertificateRow[],
    page: { found: number; typed?: Values; shown?: Shown[]; sent?: number; status?: number },
  ) {
    const speech = speechOf(req)
    const { found, typed = {}, shown, sent = 0, status } = page
    for (const { mutation } of rows)
      await noteRead(deps.db, byOf(req), {
        action: 'mutation.read',
        object: mutation.id,
        employerId: mutation.employerId,
      })
    const pages = await Promise.all(
      rows.map((row, nth) =>
        rowPage(deps, row, nth, speech, shown?.[nth] ?? { typed: typedInRow(typed, nth) }),
      ),
    )
    const single = pages.length === 1 ? pages[0] : undefined
    const nothing = status === 422 && pages.every(({ errors }) => Object.keys(errors).length === 0)
    respond(
      req,
      res,
      'mutations/training-certificate/certificates',
      {
        title: speech.t(`trainingCertificate:page.${single ? 'one' : 'many'}`, { name: single?.name ?? '' }),
        base: `/e/${employerOf(req).id}`,
        listQuery: listIn(req),
        rows: pages,
        more: Math.max(found - pages.length, 0),
        guide: guide('training-certificate', languageOf(req)),
        reference: rows.length === 1 ? rows[0]?.mutation.reference : undefined,
        ...{ sent, nothing, choices: choicesFor(deps, speech) },
        values: Object.assign({}, ...pages.map(({ values }) => values)),
        errors: nothing
          ? { 'r0-state': speech.t('trainingCertificate:problems.nothing') }
          : Object.assign({}, ...pages.map(({ errors }) => errors)),
      },
      status,
    )
  }

  async function find(req: Request, id: string): Promise<CertificateRow> {
    const row = await findCertificate(deps.db, employerOf(req).id, id)
    if (!row) throw notFound()
    return row
  }

  return router
}
