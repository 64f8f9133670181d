import { type Request, type Response, Router } from 'express'
import { namesOf } from '../../db/access/users.js'
import { noteRead } from '../../db/audit/note.js'
import { allTopics } from '../../db/open-topics.js'
import { writeNote } from '../../db/reports/case-notes.js'
import { documentsOf } from '../../db/reports/documents.js'
import { findMutationCase } from '../../db/reports/list.js'
import { withdrawalAsked } from '../../db/reports/withdrawals.js'
import { tasksOf } from '../../db/tasks/tasks.js'
import { partsOf } from '../../db/tasks/uploads.js'
import { peopleIn } from '../../db/timeline/event.js'
import { officeTimelineOf } from '../../db/timeline/for-office.js'
import { swissDate } from '../../domain/dates.js'
import { aboutListed } from '../about.js'
import type { Deps } from '../deps.js'
import { receiveFiles } from '../documents/upload.js'
import { notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { flash, redirect, respond, respondWithPart } from '../respond.js'
import { reviewTermNow } from '../spans.js'
import { departedIn } from '../tasks/family-allowance/departed.js'
import { ladderFor } from '../tasks/ladder.js'
import { byOf } from '../visit.js'
import { backFrom, caseNotesOf, readNote } from './case-notes.js'
import { one } from './fields.js'
import { reportFiles } from './files.js'
import { file, fileable, filedAtOnce, filedIn } from './filing.js'
import { mutationListPage, tagOf } from './list.js'
import { officeNotesOn } from './office-notes.js'
import { speechOf } from './scene.js'
import { summarise } from './summary.js'
import { timelineItems } from './timeline.js'

/** All reports for the office, to find and to read; what is to be done about them is in the tasks. */
export function officeMutations(deps: Deps): Router {
  const { db, clock } = deps
  const router = Router()

  router.get('/', async (req, res) => {
    const data = await mutationListPage(deps, req, { topics: allTopics }, '/office/mutations')
    respondWithPart(req, res, 'mutations/office-list', 'mutations/list-part', data)
  })

  router.use(reportFiles(deps))

  router.get('/:id', (req, res) => show(req, res))

  router.get('/:id/notes', (req, res) => redirect(req, res, `/office/mutations/${req.params.id}#case-notes`))

  router.post('/:id/notes', async (req, res) => {
    const { mutation } = await caseIn(req)
    const written = readNote(req)
    if ('errors' in written) return show(req, res, written.errors)
    await writeNote(db, mutation, written.text, byOf(req))
    flash(req, speechOf(req).t('desk:note.written'))
    redirect(req, res, `${backFrom(req) ?? `/office/mutations/${mutation.id}`}#case-notes`)
  })

  router.get('/:id/documents', (req, res) => redirect(req, res, `/office/mutations/${req.params.id}#filing`))

  router.post('/:id/documents', receiveFiles(2 * filedAtOnce, 1), async (req, res) => {
    const { mutation } = await caseIn(req)
    if (mutation.status === 'draft') throw notFound()
    const { kept, errors } = await file(deps, req, mutation)
    if (errors) return show(req, res, errors)
    flash(req, speechOf(req).t('desk:filing.filed', { count: kept }))
    redirect(req, res, `/office/mutations/${mutation.id}#filing`)
  })

  async function caseIn(req: Request) {
    const found = await findMutationCase(db, String(req.params.id))
    if (!found) throw notFound()
    return found
  }

  async function show(req: Request, res: Response, errors: Record<string, string> = {}) {
    const { mutation, employee, employer } = await caseIn(req)
    const { id, employerId } = mutation
    await noteRead(db, byOf(req), { action: 'mutation.read', object: id, employerId })
    req.star = { kind: 'mutation', target: id }
    const speech = speechOf(req)
    const documents = await documentsOf(db, id)
    const events = await officeTimelineOf(db, mutation, await reviewTermNow(deps))
    const names = await namesOf(db, peopleIn(events))
    const today = swissDate(clock())
    const tasks = await tasksOf(db, id)
    const open = tasks.find((task) => task.side === 'fund' && task.status === 'open')
    const asked = tasks.find((task) => task.side === 'employer' && task.status === 'open')
    const page = {
      title: aboutListed(speech.t(`mutations:kind.${mutation.kind}`), employee, speech.t),
      mutation,
      employee,
      member: employer,
      letters: documents.filter(({ origin }) => origin === 'office'),
      tag: tagOf(mutation, speech),
      notes: await officeNotesOn(db, mutation, employee.ahvNumber, speech),
      sections: summarise(mutation.kind, mutation.answers, speech, documents),
      timeline: timelineItems(events, {
        ...{ ...speech, today, names, side: 'office' as const },
        departed: await departedIn(db, mutation, tasks, { ...speech, lang: languageOf(req) }),
      }),
      task: open && `/office/tasks/${open.id}`,
      asked: asked && {
        ladder: ladderFor(asked, { ...speech, today, by: { actor: '', at: clock() } }),
        parts: partsOf(asked),
      },
      withdrawal: mutation.status === 'submitted' && (await withdrawalAsked(db, id)),
      caseNotes: await caseNotesOf(req, id),
      filing: mutation.status !== 'draft' && {
        action: `/office/mutations/${id}/documents`,
        items: filedIn(documents),
        purposes: fileable(mutation, speech.t),
        most: filedAtOnce,
      },
      values: {
        note: one(req.body?.note),
        purpose: one(req.body?.purpose) || 'other',
        title: one(req.body?.title),
        shown: one(req.body?.shown),
      },
      errors,
    }
    respond(req, res, 'mutations/office', page, Object.keys(errors).length > 0 ? 422 : 200)
  }
  return router
}
