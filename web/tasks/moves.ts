import { type Request, type Response, Router } from 'express'
import { chosenTasks } from '../../db/desk/chosen.js'
import { colleagues } from '../../db/desk/colleagues.js'
import { assignTask, followUp } from '../../db/desk/moves.js'
import { claimTask, releaseTask } from '../../db/tasks/claims.js'
import { swissDate } from '../../domain/dates.js'
import { followUpDays, followUpOn } from '../../domain/follow-up.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import { forbidden } from '../errors.js'
import { errorsOf } from '../mutations/faults.js'
import { typedIn } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf, visitOf } from '../visit.js'
import { listIn } from './address.js'
import { holdersOf, readAssignment } from './assignment.js'
import { chosenAddress, chosenIn, idsIn, lineOf, moverOf } from './chosen.js'
import { deskTaskAddress, listBehind } from './desk-filter.js'
import { readFollowUp } from './follow-up.js'
import { isDone, moveNames, outcomeOf, showResults, type Wanted } from './move-results.js'
import { nextOrList } from './next.js'

/** Tasks of the desk, one or many at once, are taken, given back, given to a colleague, or wait until a day. */
export function moves({ db, clock, courier }: Deps): Router {
  const router = Router()

  router.post('/selected', async (req, res) => {
    const ids = idsIn(req)
    const { t } = speechOf(req)
    const move = moveNames.find((name) => name === req.body.do)
    if (!move || ids.length === 0) {
      flash(req, t('desk:chooseFirst'))
      return redirect(req, res, listBehind(req))
    }
    if (move === 'assign' || move === 'follow-up') return redirect(req, res, chosenAddress(move, req, ids))
    if (!may(visitOf(req), `POST /office/tasks/:mutation/:step/:n/${move}`))
      throw forbidden('decides no tasks')
    const act = move === 'claim' ? claimTask : releaseTask
    // one after the other, and each for itself: one that fails keeps none of the others
    for (const id of ids) await act(db, id, byOf(req))
    redirect(req, res, chosenAddress('selected', req, ids, { did: move }))
  })

  router.get('/selected', showResults)

  router.get('/assign', (req, res) => askWhom(req, res))

  router.post('/assign', async (req, res) => {
    const speech = speechOf(req)
    const tasks = await chosenIn(req)
    const me = visitOf(req).user.id
    const reading = readAssignment(typedIn(req.body ?? {}), tasks, await colleagues(db), me)
    if ('faults' in reading) return askWhom(req, res, errorsOf(reading.faults, speech))
    const { to, whyOf } = reading.value
    for (const task of tasks)
      await assignTask(db, task.id, to.id, moverOf(req), {
        isOneOfMany: tasks.length > 1,
        why: whyOf(task, speech),
      })
    courier.wake()
    await tell(req, res, { move: 'assign', to: to.id, on: '' })
  })

  router.get('/follow-up', (req, res) => askWhen(req, res))

  router.post('/follow-up', async (req, res) => {
    if (req.body.act === 'end') return endFollowUp(req, res)
    const today = swissDate(clock())
    const reading = readFollowUp(typedIn(req.body ?? {}), today)
    if ('faults' in reading) return askWhen(req, res, errorsOf(reading.faults, speechOf(req)))
    const { value } = reading
    for (const { id } of await chosenIn(req)) await followUp(db, id, value, moverOf(req))
    await tell(req, res, { move: 'follow-up', to: '', on: value.on })
  })

  async function endFollowUp(req: Request, res: Response) {
    const { t } = speechOf(req)
    const tasks = await chosenIn(req)
    for (const { id, reference } of tasks)
      if (await followUp(db, id, null, moverOf(req))) flash(req, t('desk:followUp.ended', { reference }))
    redirect(req, res, tasks[0] ? deskTaskAddress(tasks[0].id, listIn(req)) : listBehind(req))
  }

  /** One task that went as wanted is told above the next page; anything else line by line. */
  async function tell(req: Request, res: Response, wanted: Wanted) {
    const ids = idsIn(req)
    const [task, another] = await chosenTasks(db, ids)
    if (task && !another && isDone(task, wanted)) {
      const speech = { ...speechOf(req), today: swissDate(clock()) }
      const outcome = outcomeOf(task, wanted, visitOf(req).user.id, speech)
      flash(req, `${task.reference}: ${outcome}`)
      return redirect(req, res, await nextOrList(req, task))
    }
    const { move, to, on } = wanted
    redirect(
      req,
      res,
      chosenAddress('selected', req, ids, { did: move, ...(to && { to }), ...(on && { on }) }),
    )
  }

  async function askWhom(req: Request, res: Response, errors: Record<string, string> = {}) {
    const page = await pageAbout(req, 'assign')
    const people = await colleagues(db)
    const options = people.map(({ id, name }) => ({ value: id, text: name }))
    const values = typedIn(req.body ?? {})
    const { fmt } = speechOf(req)
    const holders = fmt.list(holdersOf(await chosenIn(req), visitOf(req).user.id))
    respond(req, res, 'tasks/assign', { ...page, options, holders, values, errors }, statusOf(errors))
  }

  async function askWhen(req: Request, res: Response, errors: Record<string, string> = {}) {
    const { t, fmt } = speechOf(req)
    const page = await pageAbout(req, 'followUp')
    const today = swissDate(clock())
    const days = followUpDays.map((span) => ({
      value: span,
      label: t(`desk:followUp.in.${span}`),
      hint: fmt.weekday(followUpOn(span, today)),
    }))
    const values = req.body ? typedIn(req.body) : { when: 'week' }
    respond(req, res, 'tasks/follow-up', { ...page, days, values, errors }, statusOf(errors))
  }

  async function pageAbout(req: Request, what: 'assign' | 'followUp') {
    const speech = speechOf(req)
    const tasks = await chosenIn(req)
    const [first] = tasks
    const isOne = tasks.length === 1 && first
    return {
      title: speech.t(`desk:${what}.title`, { count: tasks.length }),
      list: listIn(req),
      back: isOne ? deskTaskAddress(first.id, listIn(req)) : listBehind(req),
      lines: tasks.map((task) => lineOf(task, speech)),
      due: isOne ? speech.t('desk:followUp.due', { date: speech.fmt.weekday(first.dueOn) }) : '',
      canGoOn: Boolean(isOne) && may(visitOf(req), 'POST /office/tasks/next'),
    }
  }

  return router
}

const statusOf = (errors: object): number => (Object.keys(errors).length > 0 ? 422 : 200)
