import type { Request, Response } from 'express'
import type { ChosenTask } from '../../db/desk/chosen.js'
import { type IsoDate, isDate, swissDate } from '../../domain/dates.js'
import type { Formats } from '../../locales/format.js'
import type { T } from '../../locales/i18n.js'
import { depsOf } from '../deps.js'
import { one } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { respond } from '../respond.js'
import { visitOf } from '../visit.js'
import { listIn } from './address.js'
import { chosenIn, lineOf } from './chosen.js'
import { deskTaskAddress, listBehind } from './desk-filter.js'

export const moveNames = ['claim', 'release', 'assign', 'follow-up'] as const
export type MoveName = (typeof moveNames)[number]

/** What was wanted of the chosen tasks. */
export interface Wanted {
  move: MoveName
  /** To whom they were to be given; the caseworker who claims. */
  to: string
  /** The day until which they were to wait. */
  on: IsoDate
}

interface Speech {
  t: T
  fmt: Formats
  today: IsoDate
}

/** Whether a task is now as it was wanted, whoever made it so. */
export function isDone(task: ChosenTask, { move, to, on }: Wanted): boolean {
  if (task.status !== 'open') return false
  if (move === 'release') return task.claimedBy === null
  if (move === 'follow-up') return task.followUpOn === on
  return task.claimedBy === to
}

/** What is true of a task after it was to be moved, as a sentence: what was done, or who was faster. */
export function outcomeOf(task: ChosenTask, wanted: Wanted, me: string, { t, fmt, today }: Speech): string {
  const name = task.claimedByName ?? t('tasks:somebody')
  if (task.status !== 'open') {
    const when = task.closedAt ? fmt.since(task.closedAt, today) : ''
    return t(`desk:result.${task.status}`, { name: task.closedByName ?? t('tasks:somebody'), when })
  }
  if (isDone(task, wanted)) {
    if (wanted.move === 'release') return t('desk:result.free')
    if (wanted.move === 'follow-up') return t('desk:result.waits', { date: fmt.weekday(wanted.on) })
    return task.claimedBy === me ? t('desk:result.yours') : t('desk:result.given', { name })
  }
  const receiver = wanted.move === 'claim' ? me : wanted.to
  if (task.firstBy && task.firstBy === receiver && wanted.move !== 'follow-up')
    return t('desk:result.fourEyes')
  if (!task.claimedBy) return t('desk:result.unchanged')
  const when = task.claimedAt ? fmt.since(task.claimedAt, today) : ''
  return t('desk:result.taken', { name, when })
}

/** One page that says for each chosen task what happened; it reads what is true now, so it can be loaded again. */
export async function showResults(req: Request, res: Response): Promise<void> {
  const tasks = await chosenIn(req)
  const me = visitOf(req).user.id
  const speech = { ...speechOf(req), today: swissDate(depsOf(req).clock()) }
  const on = one(req.query.on)
  const move = moveNames.find((name) => name === req.query.did) ?? 'claim'
  const wanted = { move, to: move === 'claim' ? me : one(req.query.to), on: isDate(on) ? on : '' }
  const lines = tasks.map((task) => ({
    ...lineOf(task, speech),
    href: deskTaskAddress(task.id, listIn(req)),
    isDone: isDone(task, wanted),
    text: outcomeOf(task, wanted, me, speech),
  }))
  const count = lines.filter((line) => line.isDone).length
  respond(req, res, 'tasks/moved', {
    title: speech.t(`desk:moved.${move}`, { count }),
    list: listBehind(req),
    failed: lines.length - count,
    // what went otherwise is what one wants to see
    lines: lines.toSorted((a, b) => Number(a.isDone) - Number(b.isDone)),
  })
}
