import type { Request } from 'express'
import { ofEmployer } from '../../db/reach.js'
import { findMessages, findPeople, findReports, findTasks } from '../../db/search/quick-search.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import { functionsFor } from '../favourites/functions.js'
import { employerOf, visitOf } from '../visit.js'
import {
  calledSo,
  foundIn,
  guidesIn,
  type HitGroup,
  lookedFor,
  type Search,
  type Sort,
  wants,
} from './hits.js'
import { kindsCalled, ownGroups } from './own-things.js'

/** Searches everything a visitor may see of an employer for the same words. */
export async function findInEmployer({ db }: Deps, req: Request, search: Search): Promise<HitGroup[]> {
  const visit = visitOf(req)
  const { id, topics } = employerOf(req)
  const reach = ofEmployer(id, topics)
  const wanted = { q: search.q, limit: lookedFor(search), kinds: kindsCalled(search) }
  const allowed = (sort: Sort, page: string) => wants(search, sort) && may(visit, `GET /e/:employer/${page}`)
  const [people, tasks, messages, reports] = await Promise.all([
    allowed('people', 'employees') ? findPeople(db, reach, wanted) : [],
    allowed('tasks', 'tasks') ? findTasks(db, reach, wanted) : [],
    allowed('messages', 'messages') ? findMessages(db, reach, wanted) : [],
    allowed('reports', 'mutations') ? findReports(db, reach, wanted) : [],
  ])
  return foundIn([
    ...ownGroups({ people, tasks, messages, reports }, search),
    calledSo('functions', functionsFor(visit, search.t), search),
    guidesIn(search, 'employer'),
  ])
}
