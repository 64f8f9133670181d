import { type Request, type Response, Router } from 'express'
import { findTaskCase } from '../../db/tasks/case.js'
import { receiveForTask, removeFromTask, reuseForTask, TaskClosed } from '../../db/tasks/uploads.js'
import { isOpenTo } from '../../domain/topics.js'
import type { Deps } from '../deps.js'
import { receiveFile, storeUpload } from '../documents/upload.js'
import { notFound } from '../errors.js'
import { flash, isPartial, redirect, respondWithPart } from '../respond.js'
import { employerOf } from '../visit.js'
import { listIn, pageBelow, taskIdOf } from './address.js'
import { delegation } from './delegate.js'
import { employerTaskFile } from './employer-file.js'
import { employerListBehind, employerTaskAddress } from './employer-filter.js'
import { employerList } from './employer-list.js'
import { extendTask } from './extend.js'
import { formOf } from './forms.js'
import { handOn } from './hand-on.js'
import { type SidePages, taskPages } from './task-pages.js'
import { askedIn } from './wishes.js'

const side: SidePages = {
  find: async (req) => {
    const { id, topics } = employerOf(req)
    const found = await findTaskCase(req.app.locals.deps.db, 'employer', taskIdOf(req), id)
    return found && isOpenTo(topics, found.mutation.kind) ? found : null
  },
  address: (req) => employerTaskAddress(req, taskIdOf(req), listIn(req)),
  frame: (req) => ({
    list: employerListBehind(req),
    listQuery: listIn(req),
    below: (page: string) => pageBelow(side.address(req), page),
  }),
  hindrance: () => null,
  afterwards: async (req) => employerListBehind(req),
}

/** What an employer has to do: the list, a page for each task, and the documents sent with it. */
export function employerTasks(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  const pages = taskPages(side)
  const task = '/:mutation/:step/:n'

  router.get('/', async (req, res) => {
    const list = await employerList(deps, req)
    res.set('HX-Push-Url', list.address)
    respondWithPart(req, res, 'tasks/list', 'tasks/list-part', list)
  })

  router.get('/export.xlsx', employerTaskFile(deps, 'xlsx'))
  router.get('/export.csv', employerTaskFile(deps, 'csv'))
  router.use(handOn(deps))
  router.get(task, pages.open)
  router.post(task, pages.answer)

  const { show, give } = delegation(pages.scene)
  router.get(`${task}/delegate`, show)
  router.post(`${task}/delegate`, give)

  router.get(`${task}/documents/:wish`, (req, res) => redirect(req, res, side.address(req)))

  router.post(`${task}/documents/:wish`, receiveFile(), async (req, res) => {
    const scene = await pages.scene(req)
    const wish = Number(req.params.wish)
    const asked = askedIn(scene.task)[wish]
    if (!asked || scene.task.status !== 'open') return pages.show(req, res, scene, { status: 409 })
    if (req.body.reuse) {
      await reuseForTask(deps.db, scene.task, { documentId: String(req.body.reuse), wish }, scene.by)
      return shownAgain(req, res)
    }
    const { employerId, employeeId, id: mutationId } = scene.mutation
    const belonging = { employerId, employeeId, mutationId, purpose: asked.purpose }
    try {
      const stored = await storeUpload(deps, req, belonging, (trx, document) =>
        receiveForTask(trx, scene.task, document, wish),
      )
      if ('document' in stored) return shownAgain(req, res)
      const errors = { [`file-${wish}`]: scene.t(`documents:problems.${stored.problem}`) }
      await pages.show(req, res, scene, { errors, status: stored.status })
    } catch (error) {
      if (!(error instanceof TaskClosed)) throw error
      await shownAgain(req, res)
    }
  })

  router.post(`${task}/documents/:document/remove`, async (req, res) => {
    const scene = await pages.scene(req)
    const sent = { documentId: String(req.params.document), wish: Number(req.body.wish) }
    await removeFromTask(deps.db, scene.task, sent, scene.by)
    await shownAgain(req, res)
  })

  router.get(`${task}/extension`, (req, res) => redirect(req, res, side.address(req)))

  router.post(`${task}/extension`, async (req, res) => {
    const scene = await pages.scene(req)
    if (!formOf(scene.task).isExtendable?.(scene.task)) throw notFound()
    const extended = await extendTask(req, scene)
    if ('late' in extended) {
      const date = scene.fmt.date(scene.task.dueOn)
      const refused = {
        title: scene.t('tasks:extension.over', { date }),
        text: scene.t('tasks:extension.overText'),
      }
      return pages.show(req, res, await pages.scene(req), { refused, status: 409 })
    }
    if ('errors' in extended) {
      const { errors, values } = extended
      return pages.show(req, res, scene, { errors, beside: values, status: 422 })
    }
    deps.courier.wake()
    const { dueOn, wanted } = extended
    const key = dueOn < wanted ? 'tasks:extension.partlyFlash' : 'tasks:extension.doneFlash'
    flash(req, scene.t(key, { date: scene.fmt.weekday(dueOn), wanted: scene.fmt.weekday(wanted) }))
    redirect(req, res, side.address(req))
  })

  /** The page as it is now: a browser that replaces only a list takes it from there. */
  async function shownAgain(req: Request, res: Response) {
    if (isPartial(req)) return pages.show(req, res, await pages.scene(req))
    redirect(req, res, side.address(req))
  }

  return router
}
