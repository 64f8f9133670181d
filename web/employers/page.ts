import { type Request, Router } from 'express'
import { type EmployerUser, usersOf } from '../../db/access/employer-users.js'
import { type Invitation, openInvitations } from '../../db/access/invitations.js'
import { type EmployerRecord, employerRecord, figuresOf } from '../../db/employers/record.js'
import { taskSides, tasksAbout } from '../../db/employers/tasks.js'
import { wagesOf } from '../../db/employers/wages.js'
import { listMessages, messagesPerPage } from '../../db/messages/list.js'
import { allTopics } from '../../db/open-topics.js'
import { swissDate } from '../../domain/dates.js'
import { languageNames } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { mutationListPage } from '../mutations/list.js'
import { speechOf } from '../mutations/scene.js'
import { respond } from '../respond.js'
import { listAddress, pageOf } from '../tasks/address.js'
import { messageLine, personLine, taskLine, wagesLine } from './lines.js'

const shown = 5
const perPage = 25

/** An employer as the office sees it: everything on one page, and its tasks and messages on lists of their own. */
export function employerPage(deps: Deps): Router {
  const { db, clock } = deps
  const router = Router()

  router.get('/:employer', async (req, res) => {
    const employer = await employerOf(req)
    const { id } = employer
    req.star = { kind: 'employer', target: id }
    const reader = readerOf(req)
    const { t, today } = reader
    const path = pathOf(employer)
    const place = { reports: '/office/mutations', mark: '#reports' }
    const [figures, people, invited, tasks, messages, wages, reports] = await Promise.all([
      figuresOf(db, id, today),
      usersOf(db, id),
      openInvitations(db, id),
      tasksAbout(db, id, {}, { offset: 0, limit: shown }),
      listMessages(db, id, { q: '', show: 'sent', page: 1, topics: allTopics }),
      wagesOf(db, id),
      mutationListPage(deps, req, { employerId: id, onlySent: true, topics: allTopics }, path, place),
    ])
    const usersAt = may(req.visit, 'GET /office/employers/:employer/users') ? `${path}/users` : null
    const acting = people.filter(({ endedAt }) => endedAt === null).map((it) => personLine(it, reader))
    respond(req, res, 'employers/page', {
      ...reports,
      title: employer.name,
      at: path,
      member: id,
      mayWrite: may(req.visit, 'POST /office/mailings'),
      record: recordOf(employer, figures.staff, reader),
      figures: figureLinks(path, figures, reader),
      staff: acting.filter(({ kind }) => kind === 'staff'),
      agents: acting.filter(({ kind }) => kind === 'agent'),
      usersAt,
      editAt: may(req.visit, 'POST /office/employers/:employer/edit') ? `${path}/edit` : null,
      inviteAt: usersAt && !isLookedAfter(people, invited) ? `${usersAt}/invite?role=admin` : null,
      tasks: tasks.map((task) => taskLine(task, reader)),
      taskCount: figures.fund + figures.employer,
      messages: messages.messages.slice(0, shown).map((it) => messageLine(it, reader)),
      messageCount: figures.messages,
      wages: wages.map((it) => wagesLine(it, reader)),
      meta: [t('employers:member', { number: employer.memberNumber }), `${employer.city} ${employer.canton}`],
    })
  })

  router.get('/:employer/tasks', async (req, res) => {
    const employer = await employerOf(req)
    const reader = readerOf(req)
    const { t, today } = reader
    const path = `${pathOf(employer)}/tasks`
    const side = taskSides.find((it) => it === req.query.side)
    const isOverdue = req.query.due === 'overdue'
    const figures = await figuresOf(db, employer.id, today)
    const page = pageOf(req.query.page)
    const filter = { side, ...(isOverdue && { dueBefore: today }) }
    const rows = await tasksAbout(db, employer.id, filter, {
      offset: (page - 1) * perPage,
      limit: perPage + 1,
    })
    const href = (to: number) =>
      listAddress(path, { side, due: isOverdue ? 'overdue' : '', page: to > 1 ? to : '' })
    respond(req, res, 'employers/list', {
      title: t('employers:tasks.title', { name: employer.name }),
      back: { href: pathOf(employer), text: employer.name },
      label: t('employers:tasks.filter'),
      chips: [
        {
          text: t('employers:tasks.all'),
          count: figures.fund + figures.employer,
          href: path,
          current: !side && !isOverdue,
        },
        ...taskSides.map((it) => ({
          text: t(`employers:tasks.${it}`),
          count: figures[it],
          href: listAddress(path, { side: it }),
          current: side === it,
        })),
        {
          text: t('employers:tasks.overdue'),
          count: figures.overdue,
          href: listAddress(path, { due: 'overdue' }),
          current: isOverdue && !side,
        },
      ],
      rows: rows.slice(0, perPage).map((task) => taskLine(task, reader)),
      none: t('employers:tasks.none'),
      ...{ page, pages: rows.length > perPage ? page + 1 : page, href },
    })
  })

  router.get('/:employer/messages', async (req, res) => {
    const employer = await employerOf(req)
    const reader = readerOf(req)
    const { t, today } = reader
    const path = `${pathOf(employer)}/messages`
    const show = req.query.show === 'unread' ? 'unread' : 'sent'
    const page = pageOf(req.query.page)
    const [figures, { messages, found }] = await Promise.all([
      figuresOf(db, employer.id, today),
      listMessages(db, employer.id, { q: '', show, page, topics: allTopics }),
    ])
    respond(req, res, 'employers/list', {
      title: t('employers:messages.title', { name: employer.name }),
      back: { href: pathOf(employer), text: employer.name },
      label: t('employers:messages.filter'),
      chips: [
        { text: t('employers:messages.all'), count: figures.messages, href: path, current: show === 'sent' },
        {
          text: t('employers:messages.unread'),
          count: figures.unread,
          href: listAddress(path, { show: 'unread' }),
          current: show === 'unread',
        },
      ],
      rows: messages.map((it) => messageLine(it, reader)),
      none: t('employers:messages.none'),
      ...{ page, pages: Math.ceil(found / messagesPerPage) },
      href: (to: number) =>
        listAddress(path, { show: show === 'unread' ? show : '', page: to > 1 ? to : '' }),
    })
  })

  async function employerOf(req: Request): Promise<EmployerRecord> {
    const found = await employerRecord(db, String(req.params.employer))
    if (!found) throw notFound()
    return found
  }

  const readerOf = (req: Request) => ({ ...speechOf(req), today: swissDate(clock()) })
  return router
}

type Reader = ReturnType<typeof speechOf>
const pathOf = ({ id }: { id: string }) => `/office/employers/${id}`

/** Whether somebody administers the users of an employer, or is invited to. */
const isLookedAfter = (people: EmployerUser[], invited: Invitation[]) =>
  people.some(({ role, endedAt }) => role === 'admin' && endedAt === null) ||
  invited.some(({ mandate }) => mandate?.role === 'admin')

/** What the register says of an employer. */
const recordOf = (it: EmployerRecord, staff: number, { t, fmt }: Reader) => [
  { label: t('employers:record.number'), value: it.memberNumber, figures: true },
  ...(it.uid ? [{ label: t('employers:record.uid'), value: it.uid, figures: true }] : []),
  { label: t('employers:record.address'), value: `${it.street}, ${it.zip} ${it.city}` },
  { label: t('employers:record.canton'), value: it.canton },
  { label: t('employers:record.language'), value: languageNames[it.language] },
  { label: t('employers:record.staff'), value: fmt.number(staff), figures: true },
]

/** The figures, each with the list it counts. */
const figureLinks = (path: string, it: Awaited<ReturnType<typeof figuresOf>>, { t }: Reader) => [
  { count: it.fund, text: t('employers:figure.fund', { count: it.fund }), href: `${path}/tasks?side=fund` },
  {
    count: it.employer,
    text: t('employers:figure.employer', { count: it.employer }),
    href: `${path}/tasks?side=employer`,
  },
  {
    count: it.overdue,
    text: t('employers:figure.overdue', { count: it.overdue }),
    href: `${path}/tasks?due=overdue`,
    ...(it.overdue > 0 && { tone: 'late' }),
  },
  {
    count: it.open,
    text: t('employers:figure.open', { count: it.open }),
    href: `${path}?state=open#reports`,
  },
  {
    count: it.closed,
    text: t('employers:figure.closed', { count: it.closed }),
    href: `${path}?state=closed#reports`,
  },
  {
    count: it.unread,
    text: t('employers:figure.unread', { count: it.unread }),
    href: `${path}/messages?show=unread`,
  },
]
