import type { Request } from 'express'
import { type ChosenTask, chosenTasks } from '../../db/desk/chosen.js'
import type { Mover } from '../../db/desk/moves.js'
import { listName } from '../../domain/names.js'
import { depsOf } from '../deps.js'
import { notFound } from '../errors.js'
import { listOf } from '../mutations/fields.js'
import type { Speech } from '../mutations/summary.js'
import { byOf, visitOf } from '../visit.js'
import { listIn } from './address.js'

const atMost = 100

/** The tasks a form or an address names, at most a hundred, each once. */
export function idsIn(req: Request): string[] {
  const named = listOf(req.body?.task ?? req.query.task)
  return [...new Set(named.filter((id) => /^[\w-]{1,40}\/[\w-]{1,40}\/\d{1,3}$/.test(id)))].slice(0, atMost)
}

/** The chosen tasks as they stand now. Throws a 404 where there is none of them. */
export async function chosenIn(req: Request): Promise<ChosenTask[]> {
  const found = await chosenTasks(depsOf(req).db, idsIn(req))
  if (found.length === 0) throw notFound()
  return found
}

export const moverOf = (req: Request): Mover => ({
  ...byOf(req),
  oversees: visitOf(req).user.role === 'supervisor',
})

/** The address of a page about chosen tasks; it keeps the list to come back to. */
export function chosenAddress(
  path: string,
  req: Request,
  ids: string[],
  more: Record<string, string> = {},
): string {
  const query = new URLSearchParams(more)
  for (const id of ids) query.append('task', id)
  const list = listIn(req)
  if (list) query.set('list', list)
  return `/office/${path}?${query}`
}

/** A chosen task as a line: about whom, and what. */
export const lineOf = (task: ChosenTask, { t }: Pick<Speech, 't'>) => ({
  id: task.id,
  title: listName(task),
  meta: [t(`mutations:kind.${task.kind}`), task.reference, task.employer].join(', '),
})
