import type { Request } from 'express'
import type { Mandate } from '../../db/access/mandates.js'
import { ofMandates } from '../../db/reach.js'
import { findMessages, findPeople, findReports, findTasks } from '../../db/search/quick-search.js'
import { withinEmployers } from '../../db/tenant-scope.js'
import type { Deps } from '../deps.js'
import { calledBy, findMandates, noteOf } from '../mandates/find.js'
import { visitOf } from '../visit.js'
import { allOf, foundIn, guidesIn, type HitGroup, listOf, lookedFor, type Search, wants } from './hits.js'
import { kindsCalled, ownGroups } from './own-things.js'

/** Searches all employers somebody acts for, each as far as the topics of its mandate go; their names, and the guides. */
export async function findInMandates({ db }: Deps, req: Request, search: Search): Promise<HitGroup[]> {
  const { user, mandates } = visitOf(req)
  const reach = ofMandates(user.id)
  const wanted = { q: search.q, limit: lookedFor(search), kinds: kindsCalled(search) }
  const ids = mandates.map(({ id }) => id)
  const [people, tasks, messages, reports] = await withinEmployers(ids, () =>
    Promise.all([
      wants(search, 'people') ? findPeople(db, reach, wanted) : [],
      wants(search, 'tasks') ? findTasks(db, reach, wanted) : [],
      wants(search, 'messages') ? findMessages(db, reach, wanted) : [],
      wants(search, 'reports') ? findReports(db, reach, wanted) : [],
    ]),
  )
  const names = new Map(mandates.map((it) => [it.id, calledBy(it)]))
  return foundIn([
    mandatesIn(mandates, search),
    ...ownGroups({ people, tasks, messages, reports }, search, ({ employerId }) => names.get(employerId)),
    guidesIn(search, 'employer'),
  ])
}

function mandatesIn(mandates: Mandate[], search: Search): HitGroup {
  const { q } = search
  const found = wants(search, 'mandates') ? findMandates(mandates, q) : []
  const hits = found.slice(0, search.limit).map((it) => ({
    title: calledBy(it),
    meta: noteOf(it),
    href: `/e/${it.id}`,
    glyph: { icon: 'building' },
  }))
  return { key: 'mandates', hits, ...allOf(found.length, search, listOf('/mandates', search)) }
}
