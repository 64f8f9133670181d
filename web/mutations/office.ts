import { Router } from 'express'
import { noteRead } from '../../db/audit.js'
import { documentsOf } from '../../db/documents.js'
import { findMutationCase } from '../../db/mutation-list.js'
import { partsOf } from '../../db/task-uploads.js'
import { tasksOf } from '../../db/tasks.js'
import { timelineOf } from '../../db/timeline.js'
import { namesOf } from '../../db/users.js'
import { swissDate } from '../../domain/dates.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { respond, respondWithPart } from '../respond.js'
import { spansNow } from '../spans.js'
import { ladderFor } from '../tasks/ladder.js'
import { byOf } from '../visit.js'
import { mutationListPage, tagOf } from './list.js'
import { officeNotesOn } from './office-notes.js'
import { aboutOf, speechOf } from './scene.js'
import { summarise } from './summary.js'
import { timelineItems } from './timeline.js'

/** All reports for the office, to find and to read; what is to be done about them is in the tasks. */
export function officeMutations(deps: Deps): Router {
  const { db, clock } = deps
  const router = Router()

  router.get('/', async (req, res) => {
    const data = await mutationListPage(deps, req, {}, '/office/mutations')
    respondWithPart(req, res, 'mutations/office-list', 'mutations/list-part', data)
  })

  router.get('/:id', async (req, res) => {
    const found = await findMutationCase(db, req.params.id)
    if (!found) throw notFound()
    const { mutation, employee, employer } = found
    const { id, employerId } = mutation
    await noteRead(db, byOf(req), { action: 'mutation.read', object: id, employerId })
    const speech = speechOf(req)
    const documents = await documentsOf(db, id)
    const events = await timelineOf(db, mutation, { 'office-review': (await spansNow(deps)).reviewDueDays })
    const names = await namesOf(
      db,
      events.map(({ actor }) => actor),
    )
    const today = swissDate(clock())
    const tasks = await tasksOf(db, id)
    const open = tasks.find((task) => task.side === 'fund' && task.status === 'open')
    const asked = tasks.find((task) => task.side === 'employer' && task.status === 'open')
    respond(req, res, 'mutations/office', {
      title: aboutOf(mutation, employee, speech),
      mutation,
      employee,
      member: employer,
      letters: documents.filter(({ origin }) => origin === 'office'),
      tag: tagOf(mutation, speech),
      notes: await officeNotesOn(db, mutation, employee.ahvNumber, speech),
      sections: summarise(mutation.kind, mutation.answers, speech, documents),
      timeline: timelineItems(events, { ...speech, today, names, side: 'office' }),
      task: open && `/office/tasks/${open.id}`,
      asked: asked && {
        ladder: ladderFor(asked, { ...speech, today, by: { actor: '', at: clock() } }),
        parts: partsOf(asked),
      },
    })
  })
  return router
}
