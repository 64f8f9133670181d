import { type Request, type Response, Router } from 'express'
import { standsInFor } from '../../db/desk/absences.js'
import { takeNext } from '../../db/desk/next.js'
import { findTaskCase, type TaskCase } from '../../db/tasks/case.js'
import { claimTask, releaseTask } from '../../db/tasks/claims.js'
import { swissDate } from '../../domain/dates.js'
import { translator } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import { type Deps, depsOf } from '../deps.js'
import { notFound } from '../errors.js'
import { type KeepPages, ofOffice } from '../kept-pages.js'
import { languageOf } from '../language.js'
import { quietlyByItself } from '../live.js'
import { caseNotesOf } from '../mutations/case-notes.js'
import { flash, isByItself, redirect, respondWithPart } from '../respond.js'
import { byOf, visitOf } from '../visit.js'
import { listIn, taskIdOf } from './address.js'
import { chosenAddress, moverOf } from './chosen.js'
import { claimOf, hindranceOf } from './claim.js'
import { deskFile } from './desk-file.js'
import { deskStateOf, deskTaskAddress, listBehind } from './desk-filter.js'
import { deskList } from './desk-list.js'
import { liveDesk } from './desk-live.js'
import type { Scene } from './form.js'
import { moves } from './moves.js'
import { deskFilterOf, leftText, nextOrList, restOfList } from './next.js'
import { closedText, type SidePages, taskPages } from './task-pages.js'
import { withdrawal, withdrawalOf } from './withdrawal.js'

const side: SidePages = {
  find: (req) => findTaskCase(depsOf(req).db, 'fund', taskIdOf(req)),
  address: (req) => deskTaskAddress(taskIdOf(req), listIn(req)),
  frame: async (req, scene) => ({
    ...{ list: listBehind(req), listQuery: listIn(req) },
    ...(await holding(req, scene)),
    received: scene.fmt.dayMonth(swissDate(scene.mutation.submittedAt ?? scene.mutation.savedAt)),
    defaultDays: scene.spans.documentsDueDays,
    caseNotes: await caseNotesOf(req, scene.mutation.id),
    withdrawal: await withdrawalOf(scene),
  }),
  hindrance: hindranceOf,
  async afterwards(req, { task, mutation, t }) {
    const rest = await restOfList(req)
    const to = await nextOrList(req, task, rest)
    const what = decisions.find((it) => it === req.body.decision)
    const done = t('tasks:done.flash', { reference: mutation.reference })
    flash(req, `${what ? `${done}, ${t(`tasks:round.${what}`)}` : done}. ${await leftText(req, rest)}`)
    return to
  },
}

/** Whose a task is, why it cannot be decided, and what can be done with it beside: give it to somebody, or let it wait. */
async function holding(req: Request, scene: Scene) {
  const { task, names, t, by, deps, today } = scene
  const claim = claimOf(scene)
  // whoever stands in for somebody who is away can take it
  const isDeputy =
    claim === 'others' && (await standsInFor(deps.db, by.actor, today)).includes(task.claimedBy ?? '')
  const isFree = claim === 'others' && isDeputy && may(visitOf(req), 'POST /office/tasks/next')
  const name = names.get(task.claimedBy ?? '') ?? t('tasks:somebody')
  const isTheirs = ['mine', 'free', 'own-decision'].includes(claim) || moverOf(req).oversees || isDeputy
  const to = (page: string) => chosenAddress(page, req, [task.id])
  return {
    claim: isFree ? ('free' as const) : claim,
    hindrance: isFree ? t('desk:absent', { name }) : hindranceOf(scene),
    move: task.status === 'open' && isTheirs ? { assign: to('assign'), followUp: to('follow-up') } : null,
  }
}

const decisions = ['approve', 'change', 'refuse', 'ask', 'agree', 'disagree'] as const

/** The desk of the office: the list of what is open, and a page for each task. */
export function desk(deps: Deps, keep: KeepPages): Router {
  const router = Router()
  const pages = taskPages(side)
  const task = '/tasks/:mutation/:step/:n'

  router.get('/', quietlyByItself, keep(ofOffice), async (req, res) => {
    const list = await deskList(deps, req)
    // an open page that asks by itself stays where it is
    if (!isByItself(req)) res.set('HX-Push-Url', list.address)
    respondWithPart(req, res, 'tasks/desk', 'tasks/desk-part', list)
  })

  router.get('/live', liveDesk(deps))
  router.get('/export.xlsx', deskFile(deps, 'xlsx'))
  router.get('/export.csv', deskFile(deps, 'csv'))
  router.use(moves(deps))

  router.post('/tasks/next', async (req, res) => {
    const list = listIn(req)
    const state = deskStateOf(new URLSearchParams(list))
    const filter = { ...(await deskFilterOf(req, state)), who: undefined }
    const id = await takeNext(deps.db, filter, byOf(req))
    if (id) return redirect(req, res, deskTaskAddress(id, list))
    flash(req, translator(languageOf(req))('tasks:desk.noneFree'))
    redirect(req, res, listBehind(req))
  })

  router.use(withdrawal(deps, pages.scene))
  router.get(task, pages.open)
  router.post(task, pages.answer)

  router.get([`${task}/claim`, `${task}/release`], (req, res) => redirect(req, res, side.address(req)))

  router.post(`${task}/claim`, async (req, res) => {
    const found = await officeTask(req)
    const by = byOf(req)
    const claimed = await claimTask(deps.db, found.task.id, by)
    if (!claimed && (await officeTask(req)).task.claimedBy !== by.actor) return claimLost(req, res)
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
