import type { Request } from 'express'
import { deskOf } from '../../db/desk/list.js'
import { employersCalled } from '../../db/employers/list.js'
import { mailingList } from '../../db/mailings/list.js'
import { allTopics } from '../../db/open-topics.js'
import { mutationCounts, mutationList } from '../../db/reports/list.js'
import { wantedBy } from '../../db/reports/wanted.js'
import { initials } from '../../domain/names.js'
import { aboutListed } from '../about.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import { officePages } from '../favourites/office-pages.js'
import { findPersons, personLine, personsShown } from '../persons/find.js'
import { visitOf } from '../visit.js'
import {
  allOf,
  calledSo,
  foundIn,
  guidesIn,
  type HitGroup,
  listOf,
  type Search,
  type Sort,
  wants,
} from './hits.js'

type Find = (deps: Deps, req: Request, search: Search) => Promise<HitGroup>

/** Searches everything of the office that this visitor may see; whoever may see people is noted as having looked for them. */
export async function findInOffice(deps: Deps, req: Request, search: Search): Promise<HitGroup[]> {
  const visit = visitOf(req)
  const wanted = searches.filter(([sort, route]) => wants(search, sort) && may(visit, route))
  const found = await Promise.all(wanted.map(([, , find]) => find(deps, req, search)))
  return foundIn([
    ...found,
    calledSo('pages', officePages(visit, search.t), search),
    guidesIn(search, 'office'),
  ])
}

const persons: Find = async (deps, req, { q, limit, fmt, starOf, isAhead }) => {
  const found = await findPersons(deps, req, q, isAhead)
  return {
    key: 'persons',
    hits: found.slice(0, limit).map((it) => ({
      ...personLine(it, fmt),
      initials: initials(it),
      star: starOf({ kind: 'employee', target: it.id }, personLine(it, fmt).title),
    })),
    ...allOf(found.length, { limit }, { href: '/office/persons', posted: { q } }, personsShown),
  }
}

const employers: Find = async ({ db }, req, search) => {
  const { employers: some, found } = await employersCalled(db, search.q, search.limit)
  const below = may(visitOf(req), 'GET /office/employers/:employer') ? '' : '/users'
  return {
    key: 'employers',
    hits: some.map(({ id, name, memberNumber, uid, city, canton }) => ({
      title: name,
      meta: [memberNumber, uid, `${city} ${canton}`].filter(Boolean).join(', '),
      href: `/office/employers/${id}${below}`,
      glyph: { icon: 'building' },
      star: below ? undefined : search.starOf({ kind: 'employer', target: id }, name),
    })),
    ...allOf(found, search, listOf('/office/employers', search)),
  }
}

const tasks: Find = async ({ db }, req, search) => {
  const { q, limit, t, today } = search
  const desk = await deskOf(db, { q }, visitOf(req).user.id, today, { page: 1, perPage: limit })
  return {
    key: 'tasks',
    hits: desk.rows.map((it) => ({
      title: aboutListed(t(`tasks:step.${it.step}`), it, t),
      firm: it.employer,
      meta: `${t(`mutations:kind.${it.kind}`)}, ${it.reference}`,
      href: `/office/tasks/${it.id}`,
      due: it.dueOn,
    })),
    ...allOf(desk.found, search, narrowed('/office', { q })),
  }
}

/** Here counting stops sooner than in their own list. */
const reportsCounted = 100

const reports: Find = async ({ db }, _req, search) => {
  const { q, limit, t, starOf } = search
  const filter = { q, topics: allTopics }
  const wanted = await wantedBy(db, filter, reportsCounted + 1)
  const [counts, some] = await Promise.all([
    mutationCounts(wanted),
    mutationList(db, filter, { offset: 0, limit }, wanted),
  ])
  const found = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return {
    key: 'reports',
    hits: some.map((it) => ({
      title: aboutListed(t(`mutations:kind.${it.kind}`), it, t),
      firm: it.employerName,
      meta: `${it.reference}, ${t(`mutations:status.${it.status}`)}`,
      href: `/office/mutations/${it.id}`,
      glyph: { icon: 'send' },
      star: starOf({ kind: 'mutation', target: it.id }, it.reference),
    })),
    ...allOf(found, search, narrowed('/office/mutations', { q, list: 'mutations' }), reportsCounted),
  }
}

const mailings: Find = async ({ db }, _req, search) => {
  const { q, limit, t, fmt, today } = search
  const { rows, found } = await mailingList(db, 'sent', { offset: 0, limit }, q)
  return {
    key: 'mailings',
    hits: rows.map((it) => ({
      title: it.subject,
      meta: [
        t(`mailings:topic.${it.topic}`),
        t('mailings:sentAt', { when: fmt.since(it.sentAt ?? it.savedAt, today) }),
        it.by,
      ]
        .filter(Boolean)
        .join(', '),
      href: `/office/mailings/${it.id}`,
      glyph: { icon: 'mail' },
    })),
    ...allOf(found, search, listOf('/office/mailings', search)),
  }
}

/** A list with what is searched in its address, or for an AHV number the form that narrows it, as whoever types it there. */
const narrowed = (path: string, posted: { q: string; list?: string }): HitGroup['all'] =>
  listOf(path, posted) ?? { href: '/office/lists', posted }

/** Each with the route whose right it needs: what somebody may not list, they do not find. */
const searches: [Sort, string, Find][] = [
  ['persons', 'POST /office/persons', persons],
  ['employers', 'GET /office/employers', employers],
  ['tasks', 'GET /office', tasks],
  ['reports', 'GET /office/mutations', reports],
  ['mailings', 'GET /office/mailings', mailings],
]
