import { type Request, type Response, Router } from 'express'
import { usersOf } from '../../db/access/employer-users.js'
import { type ChosenEmployerTask, chosenEmployerTasks } from '../../db/tasks/chosen.js'
import { delegateTask } from '../../db/tasks/claims.js'
import { swissDate } from '../../domain/dates.js'
import { topicOf } from '../../domain/topics.js'
import { aboutWhom } from '../about.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { one } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf, employerOf } from '../visit.js'
import { listIn } from './address.js'
import { idsIn } from './chosen.js'
import { employerListBehind, employerTaskAddress, employerTasksPath } from './employer-filter.js'
import { type Colleague, handedOn, isWith } from './hand-on-results.js'

/** Several tasks of an employer are handed to a colleague at once, or back to all, each for itself. */
export function handOn({ db, clock, courier }: Deps): Router {
  const router = Router({ mergeParams: true })

  router.get('/delegate', async (req, res) => {
    if (idsIn(req).length > 0) return ask(req, res)
    flash(req, speechOf(req).t('delegate:chooseFirst'))
    redirect(req, res, employerListBehind(req))
  })

  router.post('/delegate', async (req, res) => {
    const { t } = speechOf(req)
    const tasks = await chosenIn(req)
    const typed = one(req.body.to)
    if (!typed) return ask(req, res, { to: t('delegate:missing') })
    const to = typed === 'all' ? null : (await colleaguesFor(req, tasks)).find(({ id }) => id === typed)
    if (to === undefined) throw notFound()
    const isOneOfMany = tasks.length > 1
    for (const { id, kind } of tasks)
      if (!to || to.topics.includes(topicOf[kind]))
        await delegateTask(db, { id, employerId: employerOf(req).id }, to?.id ?? null, byOf(req), {
          isOneOfMany,
        })
    courier.wake()
    const query = new URLSearchParams({ to: typed, list: listIn(req) })
    for (const { id } of tasks) query.append('task', id)
    redirect(req, res, `${employerTasksPath(req)}/delegated?${query}`)
  })

  /** Says for each task what is true now, so that it can be loaded again. */
  router.get('/delegated', async (req, res) => {
    const speech = { ...speechOf(req), today: swissDate(clock()) }
    const tasks = await chosenIn(req)
    const to = (await usersOf(db, employerOf(req).id)).find(({ id }) => id === one(req.query.to)) ?? null
    const lines = tasks.map((task) => ({
      ...lineOf(req, task),
      isDone: isWith(task, to),
      text: handedOn(task, to, speech),
    }))
    const count = lines.filter(({ isDone }) => isDone).length
    respond(req, res, 'tasks/handed-on', {
      title: speech.t('delegate:moved', { count }),
      list: employerListBehind(req),
      failed: lines.length - count,
      // what went otherwise is what one wants to see
      lines: lines.toSorted((a, b) => Number(a.isDone) - Number(b.isDone)),
    })
  })

  async function ask(req: Request, res: Response, errors: Record<string, string> = {}) {
    const { t } = speechOf(req)
    const tasks = await chosenIn(req)
    const status = Object.keys(errors).length > 0 ? 422 : 200
    const page = {
      title: t('delegate:titleOf', { count: tasks.length }),
      action: `${employerTasksPath(req)}/delegate`,
      list: listIn(req),
      back: employerListBehind(req),
      lines: tasks.map((task) => lineOf(req, task)),
      people: (await colleaguesFor(req, tasks)).map(({ id, name, kind }) => ({
        value: id,
        label: name,
        ...(kind === 'agent' && { hint: t('delegate:agent') }),
      })),
      values: {},
      errors,
    }
    respond(req, res, 'tasks/hand-on', page, status)
  }

  async function chosenIn(req: Request): Promise<ChosenEmployerTask[]> {
    const { id, topics } = employerOf(req)
    const found = await chosenEmployerTasks(db, id, idsIn(req), topics)
    if (found.length === 0) throw notFound()
    return found
  }

  /** Who has the topic of one of these tasks at least. */
  async function colleaguesFor(req: Request, tasks: ChosenEmployerTask[]): Promise<Colleague[]> {
    const users = await usersOf(db, employerOf(req).id)
    return users.filter(
      ({ endedAt, topics }) => endedAt === null && tasks.some(({ kind }) => topics.includes(topicOf[kind])),
    )
  }

  function lineOf(req: Request, task: ChosenEmployerTask) {
    const { t } = speechOf(req)
    return {
      id: task.id,
      title: aboutWhom(t(`tasks:step.${task.step}`), task, t),
      meta: [t(`mutations:kind.${task.kind}`), task.reference].join(', '),
      href: employerTaskAddress(req, task.id, listIn(req)),
    }
  }

  return router
}
