import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import type { Mandate } from '../../db/access/mandates.js'
import {
  type InboxFilter,
  type InboxView,
  inboxOf,
  inboxPerPage,
  inboxViews,
  type Waiting,
} from '../../db/start/inbox.js'
import { withinEmployers } from '../../db/tenant-scope.js'
import { swissDate } from '../../domain/dates.js'
import { topics } from '../../domain/topics.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { guide } from '../guides/library.js'
import { languageOf } from '../language.js'
import { isByItself, isPartial, respondWithPart } from '../respond.js'
import { greeting, waitingSentence } from '../start/words.js'
import { listAddress } from '../tasks/address.js'
import { visitOf } from '../visit.js'
import { aroundInbox } from './around.js'
import { calledBy, findMandates } from './find.js'
import { groupsOf } from './items.js'

const address = z.object({
  show: z.enum(inboxViews).catch('all'),
  firm: z.string().max(40).catch(''),
  topic: z.enum(topics).or(z.literal('')).catch(''),
  q: z.string().trim().max(100).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})

/** How many firms stand beside the list. */
const firmsShown = 8

/** What waits at all employers for which somebody acts, in the state the address asks for: the most urgent first. */
export const inbox =
  ({ db, clock }: Deps): RequestHandler =>
  async (req, res) => {
    const visit = visitOf(req)
    const { user, mandates } = visit
    const now = stateIn(req, mandates)
    const today = swissDate(clock())
    const ids = mandates.map(({ id }) => id)
    // while one types or chooses, only the list is another
    const isWhole = !isPartial(req) || isByItself(req)
    const { firms, items, found, around } = await withinEmployers(ids, () =>
      inboxOf(db, user.id, now, today, isWhole),
    )
    const lang = languageOf(req)
    const t = translator(lang)
    const all = total(firms)
    const chosen = now.firm ? (firms.find(({ id }) => id === now.firm) ?? nothing) : all
    const names = new Map(mandates.map((it) => [it.id, calledBy(it)]))
    const speech = { lang, t, fmt: formats(lang), today, names }
    const href = (changes: Partial<InboxFilter>) => addressOf({ ...now, page: 1, ...changes })
    if (around) req.favourites = around.favourites
    req.counts = { tasks: all.tasks + all.drafts, messages: all.messages }
    // an open page that asks by itself stays where it is
    if (!isByItself(req)) res.set('HX-Push-Url', addressOf(now))
    respondWithPart(req, res, 'mandates/inbox', 'mandates/inbox-part', {
      title: t('mandates:inbox.title'),
      ...now,
      greeting: greeting(clock(), t),
      sentence: waitingSentence(all.tasks + all.drafts, all.overdue, t),
      ...(around && aroundInbox(around, all, visit, speech)),
      quiet: isByItself(req),
      isWhole,
      chips: chipsFor(now, chosen, t, href),
      options: findMandates(mandates, '').map((it) => ({ value: it.id, text: calledBy(it) })),
      topics,
      groups: groupsOf(items, speech),
      found,
      isFiltered: addressOf(now) !== '/inbox',
      firms: firms
        .toSorted((a, b) => b.overdue - a.overdue || waitingAt(b) - waitingAt(a) || a.id.localeCompare(b.id))
        .slice(0, firmsShown)
        .map((it) => ({ ...it, name: names.get(it.id) })),
      all: mandates.length,
      guide: guide('mandates', lang),
      pages: Math.ceil(found / inboxPerPage),
      href: (page: number) => href({ page }),
    })
  }

function stateIn(req: Request, mandates: Mandate[]): InboxFilter {
  const now = address.parse(req.query)
  return mandates.some(({ id }) => id === now.firm) ? now : { ...now, firm: '' }
}

/** What goes without saying is left out. */
const addressOf = ({ show, firm, topic, q, page }: InboxFilter) =>
  listAddress('/inbox', { show: show === 'all' ? '' : show, firm, topic, q, page: page > 1 ? page : '' })

const nothing: Waiting = { id: '', tasks: 0, overdue: 0, soon: 0, messages: 0, drafts: 0 }

const total = (firms: Waiting[]): Waiting =>
  firms.reduce(
    (sum, one) => ({
      id: '',
      tasks: sum.tasks + one.tasks,
      overdue: sum.overdue + one.overdue,
      soon: sum.soon + one.soon,
      messages: sum.messages + one.messages,
      drafts: sum.drafts + one.drafts,
    }),
    nothing,
  )

const waitingAt = ({ tasks, messages, drafts }: Waiting) => tasks + messages + drafts

/** The views with their numbers; while something else is filtered as well, the numbers would be of another list. */
function chipsFor(
  now: InboxFilter,
  counts: Waiting,
  t: ReturnType<typeof translator>,
  href: (changes: Partial<InboxFilter>) => string,
) {
  const isCounted = !now.topic && !now.q
  const countOf = (show: InboxView) => {
    if (show === 'running') return undefined
    return show === 'all' ? waitingAt(counts) : counts[show]
  }
  return inboxViews
    .map((show) => ({ show, count: countOf(show) }))
    .filter(({ show, count }) => count !== 0 || show === 'all' || show === now.show)
    .map(({ show, count }) => ({
      text: t(`mandates:inbox.show.${show}`),
      href: href({ show }),
      current: show === now.show,
      ...(isCounted && count !== undefined && { count }),
    }))
}
