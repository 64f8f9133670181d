import { type Request, Router } from 'express'
import { columnLists } from '../../db/notices/choices.js'
import { type ListedMutation, mutationCounts, mutationList } from '../../db/reports/list.js'
import { isOpen, type Mutation } from '../../db/reports/mutations.js'
import { type MutationFilter, mutationStates, reportsCounted, wantedBy } from '../../db/reports/wanted.js'
import { swissDate } from '../../domain/dates.js'
import { aboutListed, aboutWhom } from '../about.js'
import type { Deps } from '../deps.js'
import { columnChoice, columnsFor } from '../lists/columns.js'
import { filesAt } from '../lists/file.js'
import { shownLists } from '../lists/shown.js'
import { respondWithPart } from '../respond.js'
import { listAddress, textOf } from '../tasks/address.js'
import { employerOf } from '../visit.js'
import { kindIcons } from './icons.js'
import { speechOf } from './scene.js'
import type { Speech } from './summary.js'

const perPage = 20

/** All reports of one employer, with search, state and pages in the address. */
export function list(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  router.get('/', async (req, res) => {
    const { id, topics } = employerOf(req)
    const data = await mutationListPage(deps, req, { employerId: id, topics }, `/e/${id}/mutations`)
    const saved = await shownLists(req, 'mutations', data.pageHref(1))
    respondWithPart(req, res, 'mutations/list', 'mutations/list-part', { ...data, saved })
  })
  return router
}

/** Whose reports a list shows. */
export type ReportsOf = Pick<MutationFilter, 'employerId' | 'onlySent' | 'topics'>

/** What of them its address asks for. */
export function askedIn(req: Request) {
  const state = ([...mutationStates, 'open'] as const).find((it) => it === req.query.state)
  return { q: textOf(req.query.q, 100), state }
}

/**
 * What the list of reports shows, for an employer or, without one, for the office. `onlySent`: for the office, of one employer.
 * The reports stand below `reports`; `mark` is where on its page the list begins.
 */
export async function mutationListPage(
  { db, clock }: Deps,
  req: Request,
  whose: ReportsOf,
  path: string,
  { reports = path, mark = '' } = {},
) {
  const speech = speechOf(req)
  const { t } = speech
  const { q, state } = askedIn(req)
  const filter = { ...whose, q, ...(state && { state }) }
  const wanted = await wantedBy(db, filter)
  const counts = await mutationCounts(wanted)
  const all = counts.draft + counts.submitted + counts.running + counts.closed
  const open = counts.submitted + counts.running
  const found = state === 'open' ? open : state ? counts[state] : all
  const pages = Math.max(1, Math.ceil(Math.min(found, reportsCounted) / perPage))
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(req.query.page)) || 1))
  const rows = await mutationList(db, filter, { offset: (page - 1) * perPage, limit: perPage }, wanted)
  const href = (change: Record<string, string>) =>
    listAddress(path, { q, state: state ?? '', ...change }) + mark
  const isOffice = !whose.employerId || whose.onlySent === true
  const states = !isOffice ? mutationStates : mutationStates.filter((it) => it !== 'draft')
  // on the page of an employer the office reads what stands beside it
  const list = !isOffice ? 'reports' : !whose.employerId && 'mutations'
  const columns = list ? columnsFor(req, list) : [...columnLists.reports]
  return {
    title: t('mutations:list.title'),
    listPath: path,
    q,
    state,
    values: { q },
    chips: [
      { text: t('mutations:list.all'), href: href({ state: '' }), count: shownCount(all), current: !state },
      {
        text: t('mutations:list.open'),
        href: href({ state: 'open' }),
        count: shownCount(open),
        current: state === 'open',
      },
      ...states.map((it) => ({
        text: t(`mutations:status.${it}`),
        href: href({ state: it }),
        count: shownCount(counts[it]),
        current: it === state,
      })),
    ],
    count:
      found > reportsCounted
        ? t('mutations:list.many', { number: speech.fmt.number(reportsCounted) })
        : t('mutations:list.count', { count: found }),
    rows: rows.map((row) => rowOf(row, reports, { isOffice, columns }, swissDate(clock()), speech)),
    page,
    pages,
    pageHref: (number: number) => href({ page: String(number) }),
    withoutSearch: href({ q: '' }),
    employeesHref: !isOffice && `/e/${whose.employerId}/employees`,
    isFiltered: q !== '' || state !== undefined,
    columnChoice: list && columnChoice(req, list, (column) => t(`mutations:list.column.${column}`)),
    files: filesAt(reports, { q, state, employer: reports === path ? '' : whose.employerId }),
  }
}

const shownCount = (count: number) => (count > reportsCounted ? `${reportsCounted}+` : count)

function rowOf(
  row: ListedMutation,
  path: string,
  { isOffice, columns }: { isOffice: boolean; columns: string[] },
  today: string,
  speech: Speech,
) {
  const { t, fmt } = speech
  const at = row.closedAt ?? row.submittedAt
  const when = at
    ? t(`mutations:list.${row.closedAt ? 'closed' : 'sent'}`, { when: fmt.since(at, today) })
    : t('mutations:list.saved', { when: fmt.since(row.savedAt, today) })
  const details: Record<string, string> = {
    employer: row.employerName,
    memberNumber: row.memberNumber,
    reference: row.reference,
    days: when,
  }
  return {
    title: (isOffice ? aboutListed : aboutWhom)(t(`mutations:kind.${row.kind}`), row, t),
    href: `${path}/${row.id}`,
    meta: columns.map((column) => details[column]).join(' · '),
    glyph:
      row.status === 'draft'
        ? { icon: 'pencil' }
        : { icon: kindIcons[row.kind], tone: row.closedAt ? undefined : 'accent' },
    tag: stateTag(row, isOffice, speech),
  }
}

const tones = {
  granted: 'good',
  confirmed: 'good',
  partly: 'info',
  refused: 'grey',
  ended: 'grey',
  recalled: 'grey',
  superseded: 'grey',
}

/** The same where the employer may be waited for: that comes first for its own people. */
export const stateTag = (row: ListedMutation, isOffice: boolean, speech: Speech) =>
  row.waiting && !isOffice && isOpen(row)
    ? { text: speech.t('mutations:list.waiting'), tone: 'soon' }
    : tagOf(row, speech)

/** The state of a report as a tag. */
export const tagOf = ({ status, outcome }: Pick<Mutation, 'status' | 'outcome'>, { t }: Speech) =>
  outcome && status !== 'running'
    ? { text: t(`mutations:outcome.${outcome}`), tone: tones[outcome] }
    : { text: t(`mutations:status.${status}`), tone: status === 'draft' ? 'grey' : 'info' }
