import type { InboxAround } from '../../db/start/around.js'
import type { Inbox, InboxItem, Waiting } from '../../db/start/inbox.js'
import type { Upcoming } from '../../db/start/upcoming.js'
import type { Language } from '../../domain/kinds.js'
import { shownEverywhere } from '../favourites/favourites.js'
import { reportEntry } from '../favourites/functions.js'
import { type Deadline, dayToCome, declarationDue } from '../start/deadlines.js'
import { figure } from '../start/figures.js'
import { goOn, type Likely, mostUrgent, toRead } from '../start/likely.js'
import { setupOf } from '../start/setup.js'
import { type Reader, runningItem } from '../start/words.js'
import type { Visit } from '../visit.js'

/** The reader's language and day, and what they call each employer. */
export interface Speech extends Omit<Reader, 'base'> {
  lang: Language
  names: Map<string, string>
}

/** What the start page of one employer has, for all of them: the same cards, each line with its firm. */
export function aroundInbox(
  around: NonNullable<Inbox['around']>,
  all: Waiting,
  visit: Visit,
  speech: Speech,
) {
  const { t } = speech
  const { running, mutations } = around
  const admin = visit.mandates.find(({ role }) => role === 'admin')
  const invite = admin && `/e/${admin.id}/users/invite`
  return {
    figures: figuresOf(all, running, t),
    setup: setupOf(visit, around, { invite, action: '/inbox/setup' }, t),
    likely: likelyNext(around.firsts, all, speech),
    running: mutations.map((it) => ({
      ...runningItem(it, at(it, speech)),
      firm: speech.names.get(it.employerId),
    })),
    more: running > mutations.length ? running : 0,
    allRunning: '/inbox?show=running',
    starred: shownEverywhere(visit, around.favourites, speech).slice(0, starsShown),
    deadlines: deadlinesIn(around, visit, speech),
  }
}

const at = ({ employerId }: { employerId: string }, speech: Speech): Reader => ({
  ...speech,
  base: `/e/${employerId}`,
})

function figuresOf({ overdue, soon, messages, drafts }: Waiting, running: number, t: Reader['t']) {
  return [
    figure('overdue', overdue, '/inbox?show=overdue', t),
    figure('soon', soon, '/inbox?show=soon', t),
    figure('unread', messages, '/inbox?show=messages', t),
    figure('drafts', drafts, '/inbox?show=drafts', t),
    figure('running', running, '/inbox?show=running', t),
  ]
}

/** The most urgent two, and to report something: for which firm is chosen first. */
function likelyNext(firsts: InboxItem[], { messages }: Waiting, speech: Speech): Likely[] {
  const { t, names } = speech
  const ofFirm = (item: InboxItem) => (likely: Likely) => ({
    ...likely,
    why: `${names.get(item.employerId)}: ${likely.why}`,
  })
  const known = firsts.flatMap((item) => {
    const reader = at(item, speech)
    if (item.sort === 'task') return mostUrgent(item, reader).map(ofFirm(item))
    const { kind, reference, moment: savedAt } = item
    return kind && reference ? [ofFirm(item)(goOn({ ...item, kind, reference, savedAt }, reader))] : []
  })
  const report = {
    ...{ title: t('mandates:inbox.report'), why: t('mandates:inbox.reportWhy') },
    ...{ icon: 'send', href: '/mandates', weight: 0 },
  }
  const likely = [...known, ...toRead(messages, '/inbox?show=messages', t)]
  return [...likely.toSorted((a, b) => b.weight - a.weight).slice(0, 2), report]
}

/** More than these would be lists of their own. */
const starsShown = 8
const daysShown = 8

function deadlinesIn({ upcoming, proofs, wagesDue }: InboxAround, visit: Visit, speech: Speech) {
  const { t, names } = speech
  const tasks = upcoming.map((it: Upcoming) => ({
    ...dayToCome(it, at(it, speech)),
    firm: names.get(it.employerId),
  }))
  const running = proofs.map(({ employerId, count, from }) => ({
    date: from,
    text: t('start:deadlines.proofs', { count }),
    href: `/e/${employerId}/employees?show=allowances`,
    firm: names.get(employerId),
  }))
  return [...tasks, ...running, ...wages(wagesDue, visit, speech)]
    .toSorted((a, b) => a.date.localeCompare(b.date))
    .slice(0, daysShown)
}

/** By the law, where the office has not asked for them yet: of one firm they are declared at once, of several one is chosen first. */
function wages(
  wagesDue: InboxAround['wagesDue'],
  visit: Visit,
  { t, today, names }: Speech,
): (Deadline & { firm?: string })[] {
  const [first, second] = wagesDue
  const employer = visit.mandates.find(({ id }) => id === first?.id)
  const entry = employer && reportEntry({ ...visit, employer }, 'salary-declaration', t)
  if (!entry) return []
  const date = declarationDue(today)
  const day = { date, text: t('start:deadlines.wages', { year: Number(date.slice(0, 4)) - 1 }) }
  if (second)
    return [{ ...day, href: '/mandates', firm: t('mandates:count.firms', { count: wagesDue.length }) }]
  return [{ ...day, href: entry.href, report: entry.report, firm: names.get(employer.id) }]
}
