import type { Request } from 'express'
import type { Colleague } from '../../db/desk/colleagues.js'
import { waitingBehind } from '../../db/desk/counts.js'
import { type DeskCounts, type DeskRow, deskOf } from '../../db/desk/list.js'
import { officeFor } from '../../db/desk/sharing.js'
import type { Team } from '../../db/desk/teams.js'
import { daysBetween, type IsoDate, swissDate } from '../../domain/dates.js'
import { mutationKinds } from '../../domain/kinds.js'
import { listName } from '../../domain/names.js'
import { type Formats, formats } from '../../locales/format.js'
import { type T, translator } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import { guide } from '../guides/library.js'
import { languageOf } from '../language.js'
import { columnChoice, columnsFor } from '../lists/columns.js'
import { filesAt } from '../lists/file.js'
import { isByItself } from '../respond.js'
import { visitOf } from '../visit.js'
import { listAddress, pageOf } from './address.js'
import { briefOf } from './brief.js'
import { headingOf } from './desk-file.js'
import {
  type DeskState,
  deskAddress,
  deskStateOf,
  deskTaskAddress,
  dueChoices,
  filterOf,
  fundSteps,
  whoChoices,
} from './desk-filter.js'
import { savedViews } from './desk-views.js'

const perPage = 25

interface Speech {
  t: T
  fmt: Formats
  today: IsoDate
  me: string
}

/** The open tasks of the office in the state the address asks for, the most urgent first. */
export async function deskList({ db, clock }: Deps, req: Request) {
  const me = visitOf(req).user.id
  const today = swissDate(clock())
  const lang = languageOf(req)
  const speech = { t: translator(lang), fmt: formats(lang), today, me }
  const state = deskStateOf(req.query)
  const office = await officeFor(db, me, today)
  const { teams: groups, standsInFor } = office
  const filter = filterOf(state, office, { me, today })
  const wanted = { page: pageOf(req.query.page), perPage }
  const { counts, nextLater, found, page, rows, people } = await deskOf(db, filter, me, today, wanted)
  req.counts = { tasks: counts.all }
  const pages = Math.max(Math.ceil(found / perPage), 1)
  const offset = (page - 1) * perPage
  const here = deskAddress({ ...state, page })
  const list = here.split('?')[1] ?? ''
  const ticked = req.query.select === 'all'
  const filtered = Object.values(state).some(Boolean)
  const hides = counts.later > 0 && !state.wait && state.due !== 'overdue'
  const waiting =
    hides && filtered ? await waitingBehind(db, filter, me, today) : { count: counts.later, next: nextLater }
  const lines = rows.map((row) => ({ ...lineOf(row, list, speech, standsInFor), ticked }))
  return {
    title: speech.t('tasks:desk.title'),
    state,
    address: here,
    list,
    chips: chipsFor(counts, state, speech.t),
    choices: choicesFor(speech.t, people, groups, me),
    active: activeFilters(state, speech.t, people, groups),
    saved: await savedViews(req, state, office),
    rows: lines,
    quiet: isByItself(req),
    briefs: lines.some(({ brief }) => brief),
    hidden: hides && hiddenText(waiting, state, speech),
    // whoever looks for an employer may mean its page, not its tasks
    elsewhere: state.q && {
      text: speech.t('desk:members'),
      href: listAddress('/office/employers', { q: state.q }),
    },
    decides: may(visitOf(req), 'POST /office/tasks/next'),
    ...{ found, all: counts.all, filtered, page, pages },
    from: found > 0 ? offset + 1 : 0,
    to: offset + rows.length,
    href: (to: number) => deskAddress({ ...state, page: to }),
    columns: columnsFor(req, 'desk'),
    columnChoice: columnChoice(req, 'desk', (column) => headingOf(column, speech.t)),
    files: filesAt('/office', { ...state }),
    guide: guide('desk', lang),
  }
}

function chipsFor(counts: DeskCounts, state: DeskState, t: T) {
  const { q, kind, team } = state
  const views: { view: keyof DeskCounts; set: Partial<DeskState> }[] = [
    { view: 'all', set: {} },
    { view: 'mine', set: { who: 'mine' } },
    { view: 'free', set: { who: 'free' } },
    { view: 'overdue', set: { due: 'overdue' } },
    { view: 'second', set: { step: 'second-review' } },
    { view: 'later', set: { wait: 'later' } },
  ]
  return views.map(({ view, set }) => ({
    text: t(`tasks:desk.views.${view}`),
    count: counts[view],
    href: deskAddress({ q, kind, team, ...set }),
    current: (['who', 'due', 'step', 'wait'] as const).every((name) => state[name] === (set[name] ?? '')),
  }))
}

/** What the list leaves out because it waits for a later day, and until when, where it does. */
function hiddenText(
  { count, next }: Awaited<ReturnType<typeof waitingBehind>>,
  state: DeskState,
  { t, fmt }: Pick<Speech, 't' | 'fmt'>,
) {
  if (count === 0 || !next) return null
  return {
    text: t('desk:hidden', { count, date: fmt.weekday(next) }),
    href: deskAddress({ ...state, wait: 'later' }),
  }
}

function choicesFor(t: T, people: Colleague[], groups: Team[], me: string) {
  const any = { value: '', text: t('tasks:desk.any') }
  const choices = (values: readonly string[], text: (value: string) => string) => [
    any,
    ...values.map((value) => ({ value, text: text(value) })),
  ]
  return {
    kind: choices(mutationKinds, (kind) => t(`mutations:kind.${kind}`)),
    step: choices(fundSteps, (step) => t(`tasks:step.${step}`)),
    who: [
      ...choices(whoChoices, (who) => t(`tasks:desk.views.${who}`)),
      ...people.map(({ id, name }) => ({ value: id, text: name })),
    ],
    team: [
      any,
      ...(groups.some(({ members }) => members.some(({ id }) => id === me))
        ? [{ value: 'mine', text: t('desk:team.mine') }]
        : []),
      ...groups.map(({ id, name }) => ({ value: id, text: name })),
    ],
    due: choices(dueChoices, (due) => t(`tasks:desk.due.${due}`)),
  }
}

/** The filters that are set, each with the address without it. */
function activeFilters(state: DeskState, t: T, people: Colleague[], groups: Team[]) {
  const { q, kind, step, who, due, wait, team } = state
  const teamName = team === 'mine' ? t('desk:team.mine') : groups.find(({ id }) => id === team)?.name
  const colleague = people.find(({ id }) => id === who)?.name
  const set: [keyof DeskState, string][] = [
    ['q', q && t('tasks:desk.searched', { q })],
    ['kind', kind && t(`mutations:kind.${kind}`)],
    ['step', step && t(`tasks:step.${step}`)],
    [
      'who',
      who &&
        (whoChoices.some((it) => it === who)
          ? t(`tasks:desk.views.${who}`)
          : (colleague ?? t('tasks:somebody'))),
    ],
    ['due', due && t(`tasks:desk.due.${due}`)],
    ['team', team && (teamName ?? t('desk:team.unknown'))],
    ['wait', wait && t('tasks:desk.views.later')],
  ]
  return set
    .filter(([, text]) => text)
    .map(([name, text]) => ({ text, href: deskAddress({ ...state, [name]: '' }), remove: true }))
}

function lineOf(row: DeskRow, list: string, { t, fmt, today, me }: Speech, absent: string[]) {
  const address = deskTaskAddress(row.id, list)
  const second = row.step === 'second-review'
  const ownDecision = second && row.firstBy === me
  return {
    ...{ address, reference: row.reference, dueOn: row.dueOn, employer: row.employer, canton: row.canton },
    memberNumber: row.memberNumber,
    name: listName(row),
    kind: t(`mutations:kind.${row.kind}`),
    step: second ? t('tasks:step.second-review') : '',
    wish: row.isAskedBack ? t('tasks:withdrawal.mark') : '',
    received: fmt.shortDate(swissDate(row.submittedAt)).slice(0, 6),
    brief: briefOf(row.details, { t, fmt }),
    due: dueOf(row.dueOn, { t, fmt, today }),
    id: row.id,
    waits: waitOf(row, { t, fmt, today }),
    claim: `/office/tasks/${row.id}/claim`,
    mine: row.claimedBy === me,
    free: (!row.claimedBy || absent.includes(row.claimedBy)) && !ownDecision,
    standsInFor: row.claimedBy && absent.includes(row.claimedBy) ? row.claimedByName : null,
    who: row.claimedByName ?? t('tasks:desk.otherPerson'),
    since: row.claimedAt ? sinceText(row.claimedAt, { t, fmt, today }) : t('tasks:desk.firstWasYou'),
  }
}

/** Until when it waits, or that the day has come, and why. */
function waitOf(row: DeskRow, { t, fmt, today }: Pick<Speech, 't' | 'fmt' | 'today'>) {
  if (!row.followUpOn) return null
  const when = row.followUpOn > today ? 'until' : 'since'
  return {
    text: t(`desk:waits.${when}`, { date: fmt.dayMonth(row.followUpOn) }),
    reason: row.followUpReason ?? '',
  }
}

/** The leaf beside it shows the day: the words count. */
function dueOf(dueOn: IsoDate, { t, fmt, today }: Pick<Speech, 't' | 'fmt' | 'today'>) {
  const due = fmt.relativeDue(dueOn, today)
  const count = daysBetween(today, dueOn)
  return due.tone === 'calm' ? { ...due, text: t('common:due.left', { count }) } : due
}

/** "seit 10:31" of the same day, otherwise with the day. */
function sinceText(at: string, { t, fmt, today }: Pick<Speech, 't' | 'fmt' | 'today'>): string {
  const day = swissDate(at)
  const when = day === today ? fmt.time(at) : fmt.dayMonth(day)
  return t('tasks:desk.since', { when })
}
