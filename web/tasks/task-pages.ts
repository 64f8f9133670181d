import type { Request, RequestHandler, Response } from 'express'
import { noteRead } from '../../db/audit/note.js'
import type { TaskCase } from '../../db/tasks/case.js'
import { swissDate } from '../../domain/dates.js'
import { fullName } from '../../domain/names.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import { depsOf } from '../deps.js'
import { notFound } from '../errors.js'
import { guide } from '../guides/library.js'
import { languageOf } from '../language.js'
import { errorsOf } from '../mutations/faults.js'
import { typedIn, type Values } from '../mutations/fields.js'
import { parkedHere } from '../parking.js'
import { flash, isPartial, redirect, respond } from '../respond.js'
import { spansNow } from '../spans.js'
import { byOf } from '../visit.js'
import { extensionFor } from './extend.js'
import type { Scene, TaskForm } from './form.js'
import { formOf } from './forms.js'
import { ladderFor } from './ladder.js'
import { listedName } from './listed.js'

/** What the pages of one side have of their own. */
export interface SidePages {
  /** The task of an address, if this user may know of it. */
  find(req: Request): Promise<TaskCase | null>
  address(req: Request): string
  /** What every page of a task finds besides the form's own data. */
  frame(req: Request, scene: Scene): object | Promise<object>
  /** Why this user cannot answer the open task, as a sentence, or null. */
  hindrance(scene: Scene): string | null
  /** Where an answer leads; it may say more of what was done than that. */
  afterwards(req: Request, scene: Scene): Promise<string>
}

interface Shown {
  values?: Record<string, unknown>
  /** What was typed into a form beside the task's own, which stays as it is. */
  beside?: Record<string, unknown>
  errors?: Record<string, string>
  /** Why the answer did not count. */
  refused?: { title: string; text: string }
  status?: number
}

/** One router serves all kinds of tasks: their forms say what is shown, asked and written. */
export function taskPages(side: SidePages): {
  open: RequestHandler
  answer: RequestHandler
  scene(req: Request): Promise<Scene>
  show(req: Request, res: Response, scene: Scene, shown?: Shown): Promise<void>
} {
  const open: RequestHandler = async (req, res) => {
    const scene = await sceneOf(req)
    const { mutation } = scene
    const { id, employerId } = mutation
    await noteRead(scene.deps.db, scene.by, { action: 'mutation.read', object: id, employerId })
    await show(req, res, scene, { values: parkedHere(req) ?? undefined })
  }

  const answer: RequestHandler = async (req, res) => {
    const scene = await sceneOf(req)
    const form = formOf(scene.task)
    const data = await form.load({ ...scene, isAnswered: true })
    if (scene.task.status !== 'open') return tooLate(req, res)
    const hindrance = side.hindrance(scene)
    if (hindrance) return refuse(req, res, scene, hindrance)
    if (data.version !== undefined && req.body.version !== data.version)
      return refuse(req, res, scene, scene.t('tasks:refused.changed'))
    const typed = typedIn(req.body)
    if (req.body.later !== undefined && form.keep) return later(req, res, scene, form, typed)
    const reading = await form.read(typed, scene, data)
    if ('faults' in reading)
      return show(req, res, scene, { values: typed, errors: errorsOf(reading.faults, scene), status: 422 })
    const ruling = await form.complete(scene, reading.value, data)
    if (ruling !== 'won') return tooLate(req, res)
    scene.deps.courier.wake()
    flash(req, scene.t('tasks:done.flash', { reference: scene.mutation.reference }))
    redirect(req, res, await side.afterwards(req, scene))
  }

  /** A part is there, the rest comes later: the task stays open with what was typed. */
  async function later(req: Request, res: Response, scene: Scene, form: TaskForm, typed: Values) {
    if (!(await form.keep?.(scene, typed))) return tooLate(req, res)
    flash(req, scene.t('tasks:provide.keptFlash', { date: scene.fmt.weekday(scene.task.dueOn) }))
    redirect(req, res, await side.afterwards(req, scene))
  }

  /** Somebody was first. A second click on the same button only shows what the first one did. */
  async function tooLate(req: Request, res: Response) {
    const scene = await sceneOf(req)
    const { task, by } = scene
    if (task.status !== 'open' && task.closedBy === by.actor) return redirect(req, res, side.address(req))
    const open = task.status === 'open'
    const text = open ? (side.hindrance(scene) ?? scene.t('tasks:refused.changed')) : closedText(scene)
    await refuse(req, res, scene, text)
  }

  function refuse(req: Request, res: Response, scene: Scene, text: string) {
    const refused = { title: scene.t('tasks:refused.title'), text }
    return show(req, res, scene, { values: typedIn(req.body ?? {}), refused, status: 409 })
  }

  async function show(req: Request, res: Response, scene: Scene, { values, beside, ...shown }: Shown = {}) {
    const form: TaskForm = formOf(scene.task)
    const data = await form.load(scene)
    const { task, mutation, employee, employer, names, address } = scene
    const page = {
      ...data,
      ...(form.isExtendable && { ladder: ladderFor(task, scene) }),
      ...(form.isExtendable?.(task) && { extension: await extensionFor(scene) }),
      ...(await side.frame(req, scene)),
      // not `employer`: that is whom the visitor acts for
      ...{ task, mutation, employee, member: employer, names, address },
      ...{ reference: mutation.reference, guide: form.guide && guide(form.guide, scene.lang) },
      ...{ personName: fullName(employee), listedName: listedName(scene) },
      ...shown,
      values: values ?? { ...form.values(scene, data), ...beside },
    }
    respond(req, res, (isPartial(req) && form.part) || form.view, page, shown.status)
  }

  async function sceneOf(req: Request): Promise<Scene> {
    const found = await side.find(req)
    if (!found) throw notFound()
    const deps = depsOf(req)
    const by = byOf(req)
    const lang = languageOf(req)
    const speech = { lang, t: translator(lang), fmt: formats(lang), today: swissDate(by.at) }
    const show = typeof req.query.show === 'string' ? req.query.show : ''
    const spans = await spansNow(deps)
    return { ...found, ...speech, spans, deps, by, address: side.address(req), show }
  }

  return { open, answer, show, scene: sceneOf }
}

/** Who closed a task, and when. */
export function closedText({ task, names, t, fmt, today }: Scene): string {
  const name = names.get(task.closedBy ?? '') ?? t('tasks:somebody')
  const when = task.closedAt ? fmt.since(task.closedAt, today) : ''
  return t(`tasks:refused.${task.status}`, { name, when })
}
