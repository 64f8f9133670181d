import type { Request } from 'express'
import { leftOn } from '../../db/desk/counts.js'
import { takeNext } from '../../db/desk/next.js'
import { officeFor } from '../../db/desk/sharing.js'
import type { DeskFilter } from '../../db/desk/wanted.js'
import type { Task } from '../../db/tasks/tasks.js'
import { swissDate } from '../../domain/dates.js'
import { translator } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import { depsOf } from '../deps.js'
import { languageOf } from '../language.js'
import { byOf, visitOf } from '../visit.js'
import { listIn } from './address.js'
import { type DeskState, deskStateOf, deskTaskAddress, filterOf, listBehind } from './desk-filter.js'

/** Where somebody who is done with a task goes: to the next one of what is left of the list, taken at once, or to the list. */
export async function nextOrList(
  req: Request,
  done: Pick<Task, 'id' | 'dueOn'>,
  rest?: DeskFilter,
): Promise<string> {
  if (req.body.after !== 'next' || !may(visitOf(req), 'POST /office/tasks/next')) return listBehind(req)
  const { db } = depsOf(req)
  const list = listIn(req)
  const next = await takeNext(db, rest ?? (await restOfList(req)), byOf(req), { mineToo: true, behind: done })
  return next ? deskTaskAddress(next, list) : listBehind(req)
}

/** How many tasks are left of the list somebody works through, as a sentence. */
export async function leftText(req: Request, rest: DeskFilter): Promise<string> {
  const { actor, at } = byOf(req)
  const count = await leftOn(depsOf(req).db, rest, actor, swissDate(at))
  return translator(languageOf(req))('desk:left', { count })
}

/** The list somebody works through: of one's own tasks only those, of any other list what nobody has as well. */
export async function restOfList(req: Request): Promise<DeskFilter> {
  const state: DeskState = deskStateOf(new URLSearchParams(listIn(req)))
  const filter = await deskFilterOf(req, state)
  return { ...filter, who: state.who === 'mine' ? 'mine' : undefined }
}

/** What a state of the desk asks for, seen from whoever looks. */
export async function deskFilterOf(req: Request, state: DeskState): Promise<DeskFilter> {
  const { db, clock } = depsOf(req)
  const [me, today] = [visitOf(req).user.id, swissDate(clock())]
  return filterOf(state, await officeFor(db, me, today), { me, today })
}
