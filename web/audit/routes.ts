import { pipeline } from 'node:stream/promises'
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import {
  type AuditFilter,
  type AuditRow,
  auditInPieces,
  entriesPerPage,
  listAudit,
} from '../../db/audit/list.js'
import { type Entry, noteRead } from '../../db/audit/note.js'
import { type AuditSubject, auditSubjects } from '../../domain/audited.js'
import { addDays, type IsoDate, swissInstant } from '../../domain/dates.js'
import { formats } from '../../locales/format.js'
import { type T, translator } from '../../locales/i18n.js'
import { csv, csvRows } from '../csv.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { columnChoice, columnsFor } from '../lists/columns.js'
import { filesAt, listFile } from '../lists/file.js'
import { errorsOf } from '../mutations/faults.js'
import { date, type Fault, optional, read, typedIn } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { respond } from '../respond.js'
import { listAddress } from '../tasks/address.js'
import { byOf, visitOf } from '../visit.js'

const subjects = Object.keys(auditSubjects) as AuditSubject[]
/** Nobody of an employer does these. */
const ofOffice: AuditSubject[] = ['rules']

const address = z.object({
  about: z.enum(subjects).optional().catch(undefined),
  before: z.coerce.number().int().min(1).nullable().catch(null),
})
const days = z.object({ from: optional(date), to: optional(date) })

/** What the audit is narrowed to. */
interface Narrowed {
  about?: AuditSubject
  from?: IsoDate
  to?: IsoDate
}

/** What an address asks for, and what is wrong with its days: then it is narrowed to none. */
function readAddress(req: Request): { narrowed: Narrowed; before: number | null; faults: Fault[] } {
  const { about, before } = address.parse(req.query)
  const reading = read(days, typedIn(req.query))
  return 'value' in reading
    ? { narrowed: { about, ...reading.value }, before, faults: [] }
    : { narrowed: { about }, before, faults: reading.faults }
}

/** The audit: an employer's part for its administrators, all of it for the supervisor. To read, and as Excel or as CSV, which holds all of it. */
export function audit(deps: Deps): Router {
  const { db } = deps
  const router = Router({ mergeParams: true })

  router.get('/', async (req, res) => {
    const { narrowed, before, faults } = readAddress(req)
    const rows = await listAudit(db, filterOf(req, narrowed), before)
    await noteReading(req)
    const entries = rows.slice(0, entriesPerPage)
    const t = translator(languageOf(req))
    const isOffice = visitOf(req).employer === null
    const { baseUrl: base } = req
    const list = isOffice ? 'officeAudit' : 'audit'
    respond(req, res, 'audit/list', {
      title: t('audit:title'),
      entries: entries.map((it) => shown(it, req)),
      base,
      values: { ...typedIn(req.query), ...narrowed },
      errors: errorsOf(faults, speechOf(req)),
      subjects: isOffice ? subjects : subjects.filter((it) => !ofOffice.includes(it)),
      isOffice,
      columns: columnsFor(req, list),
      columnChoice: {
        ...columnChoice(req, list, (column) => t(`audit:column.${column}`)),
        hint: t('audit:columnsHint'),
      },
      files: filesAt(base, { ...narrowed }),
      older:
        rows.length > entriesPerPage ? listAddress(base, { ...narrowed, before: entries.at(-1)?.seq }) : null,
    })
  })

  router.get('/export.csv', async (req, res) => {
    const filter = filterOf(req, readAddress(req).narrowed)
    await noteReading(req)
    await sendCsv(res, auditInPieces(db, filter), req)
  })

  router.get(
    '/export.xlsx',
    listFile(deps, 'xlsx', async (req, limit) => {
      const { narrowed } = readAddress(req)
      const t = translator(languageOf(req))
      return {
        ...{ name: t('lists:file.name.audit'), sheet: t('audit:title'), headings: headings(t) },
        rows: (await listAudit(db, filterOf(req, narrowed), null, limit)).map((row) => cells(row, req)),
        entry: readingOf(req),
        back: listAddress(req.baseUrl, { ...narrowed }),
      }
    }),
  )

  const noteReading = (req: Request) => noteRead(db, byOf(req), readingOf(req))

  return router
}

function readingOf(req: Request): Entry {
  const id = visitOf(req).employer?.id
  return { action: 'audit.read', object: id ?? 'all', employerId: id }
}

function filterOf(req: Request, { about, from, to }: Narrowed): AuditFilter {
  const { employer } = visitOf(req)
  return {
    ...(employer && { employerId: employer.id }),
    ...(about && { about }),
    ...(from && { from: swissInstant(from, 0) }),
    ...(to && { to: swissInstant(addDays(to, 1), 0) }),
  }
}

/** Who acted, as the reader may know it: to an employer the office is one. */
function actorOf({ actor, actorName, actorRole }: AuditRow, req: Request, t: T): string {
  if (!actorName) return t(actor === 'link' ? 'audit:link' : 'audit:nobody')
  const isColleague = actorRole === 'employer' || visitOf(req).employer === null
  return isColleague ? actorName : t('audit:office')
}

/** What was done, in words; where an earlier version did what this one cannot, as it stands in the audit. */
function deedOf({ action }: AuditRow, t: T): string {
  const words = t(`audit:action.${action}`)
  return words.endsWith(action) ? action : words
}

function shown(row: AuditRow, req: Request) {
  const lang = languageOf(req)
  const t = translator(lang)
  return {
    ...row,
    when: formats(lang).instant(row.at),
    who: actorOf(row, req, t),
    what: deedOf(row, t),
  }
}

/** What stands in a file, whatever the page shows: it may be asked for as proof. */
const columns = ['number', 'when', 'who', 'what', 'reference', 'employer', 'object', 'fields']
const headings = (t: T) => columns.map((it) => t(`audit:column.${it}`))
function cells(row: AuditRow, req: Request) {
  const { seq, when, who, what, reference, employerName, object, fields } = shown(row, req)
  return [seq, when, who, what, reference, employerName, object, fields]
}

async function sendCsv(res: Response, pieces: AsyncIterable<AuditRow[]>, req: Request): Promise<void> {
  const t = translator(languageOf(req))
  async function* file() {
    yield csv([headings(t)])
    for await (const piece of pieces) yield csvRows(piece.map((row) => cells(row, req)))
  }
  res.set({
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="audit.csv"',
    'Cache-Control': 'no-store',
  })
  await pipeline(file, res)
}
