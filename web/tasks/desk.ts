import { type Request, type Response, Router } from 'express'
import { takeNext } from '../../db/desk.js'
import { findTaskCase, type TaskCase } from '../../db/task-case.js'
import { claimTask, releaseTask } from '../../db/tasks.js'
import { swissDate } from '../../domain/dates.js'
import { translator } from '../../locales/i18n.js'
import { type Deps, depsOf } from '../deps.js'
import { notFound } from '../errors.js'
import { type KeepPages, ofOffice } from '../kept-pages.js'
import { languageOf } from '../language.js'
import { flash, redirect, respondWithPart } from '../respond.js'
import { byOf } from '../visit.js'
import { taskIdOf } from './address.js'
import { claimOf, hindranceOf } from './claim.js'
import { deskStateOf, deskTaskAddress, filterOf, listBehind, listIn } from './desk-filter.js'
import { deskList } from './desk-list.js'
import { closedText, type SidePages, taskPages } from './task-pages.js'

const side: SidePages = {
  find: (req) => findTaskCase(depsOf(req).db, 'fund', taskIdOf(req)),
  address: (req) => deskTaskAddress(taskIdOf(req), listIn(req)),
  frame: (req, scene) => ({
    ...{ list: listBehind(req), listQuery: listIn(req) },
    ...{ claim: claimOf(scene), hindrance: hindranceOf(scene) },
    received: scene.fmt.dayMonth(swissDate(scene.mutation.submittedAt ?? scene.mutation.savedAt)),
    defaultDays: scene.spans.documentsDueDays,
  }),
  hindrance: hindranceOf,
  afterwards: nextOrList,
}

/** The desk of the office: the list of what is open, and a page for each task. */
export function desk(deps: Deps, keep: KeepPages): Router {
  const router = Router()
  const pages = taskPages(side)
  const task = '/tasks/:mutation/:step/:n'

  router.get('/', keep(ofOffice), async (req, res) => {
    const list = await deskList(deps, req)
    res.set('HX-Push-Url', list.address)
    respondWithPart(req, res, 'tasks/desk', 'tasks/desk-part', list)
  })

  router.post('/tasks/next', async (req, res) => {
    const list = listIn(req)
    const state = deskStateOf(new URLSearchParams(list))
    const filter = { ...filterOf(state, swissDate(deps.clock())), who: undefined }
    const id = await takeNext(deps.db, filter, byOf(req))
    if (id) return redirect(req, res, deskTaskAddress(id, list))
    flash(req, translator(languageOf(req))('tasks:desk.noneFree'))
    redirect(req, res, listBehind(req))
  })

  router.get(task, pages.open)
  router.post(task, pages.answer)

  router.get([`${task}/claim`, `${task}/release`], (req, res) => redirect(req, res, side.address(req)))

  router.post(`${task}/claim`, async (req, res) => {
    const found = await officeTask(req)
    const by = byOf(req)
    const claimed = await claimTask(deps.db, found.task.id, by)
    const now = await officeTask(req)
    if (!claimed && now.task.claimedBy !== by.actor) return claimLost(req, res)
    redirect(req, res, side.address(req))
  })

  router.post(`${task}/release`, async (req, res) => {
    const found = await officeTask(req)
    const released = await releaseTask(deps.db, found.task.id, byOf(req))
    const t = translator(languageOf(req))
    if (released) flash(req, t('tasks:desk.released', { reference: found.mutation.reference }))
    redirect(req, res, released ? listBehind(req) : side.address(req))
  })

  /** Another caseworker was quicker: the page says who has the task since when. */
  async function claimLost(req: Request, res: Response) {
    const scene = await pages.scene(req)
    const refused = { title: scene.t('tasks:claim.lost'), text: hindranceOf(scene) ?? closedText(scene) }
    await pages.show(req, res, scene, { refused, status: 409 })
  }

  async function officeTask(req: Request): Promise<TaskCase> {
    const found = await side.find(req)
    if (!found) throw notFound()
    return found
  }

  return router
}

/** After a decision: the next task of the same list, taken at once, or the list. */
async function nextOrList(req: Request): Promise<string> {
  if (req.body.after !== 'next') return listBehind(req)
  const { db, clock } = depsOf(req)
  const list = listIn(req)
  const state = deskStateOf(new URLSearchParams(list))
  const filter = { ...filterOf(state, swissDate(clock())), who: undefined }
  const next = await takeNext(db, filter, byOf(req), { mineToo: true })
  if (next) return deskTaskAddress(next, list)
  return listBehind(req)
}
