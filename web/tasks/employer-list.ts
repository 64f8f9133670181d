import type { Request } from 'express'
import {
  closedCounted,
  type EmployerTask,
  employerTaskCounts,
  employerTaskList,
  type UnsentDraft,
} from '../../db/tasks/list.js'
import { partsOf } from '../../db/tasks/uploads.js'
import { addDays, type IsoDate, swissDate } from '../../domain/dates.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import { aboutWhom } from '../about.js'
import type { Deps } from '../deps.js'
import { languageOf } from '../language.js'
import { columnChoice, columnsFor } from '../lists/columns.js'
import { filesAt } from '../lists/file.js'
import { shownLists } from '../lists/shown.js'
import { employerOf, visitOf } from '../visit.js'
import { draftDays, draftItem } from './draft-line.js'
import {
  employerFilterOf,
  employerListAddress,
  employerStateOf,
  employerSteps,
  employerTaskAddress,
  employerTasksPath,
} from './employer-filter.js'

const perPage = 50
const near = 14 // days

/** What an employer has to do, in the state the address asks for: the most urgent first, then unsent drafts. */
export async function employerList({ db, clock }: Deps, req: Request) {
  const employer = employerOf(req)
  const today = swissDate(clock())
  const { id: userId } = visitOf(req).user
  const lang = languageOf(req)
  const speech = { t: translator(lang), fmt: formats(lang), today, base: `/e/${employer.id}` }
  const path = employerTasksPath(req)
  const state = employerStateOf(req.query)
  const { show, q, page } = state
  const here = employerListAddress(path, state)
  const filter = employerFilterOf(req, state, today)
  const range = { offset: (page - 1) * perPage, limit: perPage }
  const counts = await employerTaskCounts(db, employer.id, today, userId, employer.topics)
  const { tasks, drafts, found } = await employerTaskList(db, employer.id, filter, range)
  const hasMore = show === 'done' && q !== '' && found > closedCounted
  const kept = await draftDays(db, drafts, today)
  const list = here.split('?')[1] ?? ''
  const open = (id: string) => employerTaskAddress(req, id, list)
  const columns = columnsFor(req, 'tasks')
  const reader = { ...speech, open, columns, isTicked: req.query.select === 'all' }
  const groups = show === 'done' ? doneGroup(tasks, reader) : openGroups(tasks, drafts, { ...reader, kept })
  return {
    title: speech.t('tasks:list.title'),
    show,
    q,
    hasMore,
    foundText: hasMore
      ? speech.t('tasks:list.more', { number: speech.fmt.number(closedCounted) })
      : speech.t('tasks:list.found', { count: found }),
    groups,
    chips: chipsFor(counts, show, speech.t, (to) => employerListAddress(path, { show: to, q })),
    page,
    pages: Math.ceil((hasMore ? closedCounted : found) / perPage),
    href: (to: number) => employerListAddress(path, { ...state, page: to }),
    together: (counts.steps.certificate ?? 0) > 1 && {
      href: `${speech.base}/certificates`,
      text: speech.t('trainingCertificate:together', { count: counts.steps.certificate }),
    },
    all: path,
    list,
    columnChoice: columnChoice(req, 'tasks', (column) => speech.t(`tasks:list.column.${column}`)),
    files: filesAt(path, { show: show === 'all' ? '' : show, q }),
    handsOn: show !== 'done' && tasks.length > 0,
    address: here,
    saved: await shownLists(req, 'tasks', here),
  }
}

type Counts = Awaited<ReturnType<typeof employerTaskCounts>>
type Speech = {
  t: ReturnType<typeof translator>
  fmt: ReturnType<typeof formats>
  today: IsoDate
  base: string
}
/** Who reads, and where a task is opened. */
type Reader = Speech & { open: (id: string) => string; columns: string[]; isTicked: boolean }

function chipsFor(
  { mine, overdue, soon, drafts, done, steps: open }: Counts,
  show: string,
  t: Speech['t'],
  href: (show: string) => string,
) {
  const waiting = Object.values(open).reduce((sum, count) => sum + count, 0)
  const chips = [
    { show: 'all', text: t('tasks:list.all'), count: waiting + drafts },
    { show: 'mine', text: t('delegate:mine'), count: mine },
    { show: 'overdue', text: t('tasks:list.overdue'), count: overdue },
    { show: 'soon', text: t('tasks:list.soon'), count: soon },
    ...employerSteps.map((step) => ({
      show: step,
      text: t(`tasks:list.steps.${step}`),
      count: open[step] ?? 0,
    })),
    { show: 'drafts', text: t('tasks:list.drafts'), count: drafts },
    { show: 'done', text: t('tasks:list.done'), count: done },
  ]
  return chips
    .filter((chip) => chip.count > 0 || chip.show === 'all' || chip.show === show)
    .map((chip) => ({ ...chip, href: href(chip.show), current: chip.show === show }))
}

function openGroups(tasks: EmployerTask[], drafts: UnsentDraft[], speech: Reader & { kept: number }) {
  const { t, today } = speech
  const until = addDays(today, near)
  const late = tasks.filter(({ dueOn }) => dueOn < today)
  const next = tasks.filter(({ dueOn }) => dueOn >= today && dueOn <= until)
  const later = tasks.filter(({ dueOn }) => dueOn > until)
  const count = (of: unknown[]) => t('tasks:list.count', { count: of.length })
  const group = (id: string, title: string, of: EmployerTask[]) => ({
    ...{ id, title, note: count(of) },
    items: of.map((task) => taskItem(task, speech)),
  })
  return [
    group('late', t('tasks:list.late'), late),
    group('next', t('tasks:list.next'), next),
    group('later', t('tasks:list.later'), later),
    {
      ...{ id: 'drafts', title: t('tasks:list.yourDrafts') },
      note: t('tasks:list.draftCount', { count: drafts.length }),
      items: drafts.map((draft) => draftItem(draft, speech)),
    },
  ].filter(({ items }) => items.length > 0)
}

function doneGroup(tasks: EmployerTask[], reader: Reader) {
  const { t, fmt, today, open } = reader
  if (tasks.length === 0) return []
  const items = tasks.map((task) => ({
    ...{ title: titleOf(task, t), meta: metaOf(task, reader), href: open(task.id), off: true },
    glyph: { icon: task.status === 'done' ? 'check' : 'clock' },
    text: t(`tasks:list.closed.${task.status}`, {
      when: task.closedAt ? fmt.since(task.closedAt, today) : '',
    }),
  }))
  return [
    { id: 'done', title: t('tasks:list.done'), note: t('tasks:list.count', { count: tasks.length }), items },
  ]
}

const taskItem = (task: EmployerTask, reader: Reader) => ({
  title: titleOf(task, reader.t),
  meta: metaOf(task, reader),
  href: reader.open(task.id),
  due: task.dueOn,
  pick: { name: 'task', value: task.id, checked: reader.isTicked },
  dueText: reader.fmt.dueInWords(task.dueOn, reader.today),
})

const titleOf = (task: EmployerTask, t: Speech['t']) => aboutWhom(t(`tasks:step.${task.step}`), task, t)

function metaOf({ kind, reference, details, status, givenTo }: EmployerTask, { t, columns }: Reader): string {
  const parts = status === 'open' ? partsOf({ details }) : null
  const meta: Record<string, string | false | null> = {
    kind: t(`mutations:kind.${kind}`),
    reference,
    parts: parts && parts.sent > 0 && t('tasks:list.parts', { sent: parts.sent, all: parts.all }),
    given: status === 'open' && givenTo && t('delegate:with', { name: givenTo }),
  }
  return columns
    .map((column) => meta[column])
    .filter(Boolean)
    .join(', ')
}
