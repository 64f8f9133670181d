import type { EmployeeFile, EmployeeMutation } from '../../db/people/employees.js'
import type { EmployeeChange, StaffChange } from '../../db/people/staff-changes.js'
import type { Mutation } from '../../db/reports/mutations.js'
import type { PersonEvent, PersonTimeline } from '../../db/timeline/of-employee.js'
import { languageNames } from '../../locales/i18n.js'
import { type TimelineItem, timelineItems } from '../mutations/timeline.js'
import { written } from './import/preview.js'
import type { Reader as PersonReader } from './open-case.js'

interface Reader extends PersonReader {
  /** Names of users by id. */
  names: Map<string, string>
}

interface Line extends TimelineItem {
  /** Past everything that has happened for what is due now. */
  at: string
}

/** How much of the history of a person is shown at first: reports that are read, and lines. */
export const shownAtFirst = { reports: 10, lines: 20 }

/**
 * Everything that happened about a person, the newest first, for `parts/timeline`: the timelines of the reports, their ends, drafts,
 * and what the employer changed. `hasMore`: something older was left out, unless `isWhole`.
 */
export function historyOf(
  { mutations, changes }: Pick<EmployeeFile, 'mutations' | 'changes'>,
  { reports, events, more }: PersonTimeline,
  reader: Reader,
  isWhole: boolean,
): { items: TimelineItem[]; hasMore: boolean } {
  const lines = [
    ...events.flatMap((event) => lineOf(event, reader)),
    ...reports.flatMap((report) => ended(report, reader)),
    ...mutations.filter(({ status }) => status === 'draft').map((draft) => begun(draft, reader)),
    ...changes.map((change) => listed(change, reader)),
  ].toSorted((a, b) => (a.at < b.at ? 1 : -1))
  const known = lines.filter(({ at }) => more === null || at > more)
  const items = isWhole ? lines : known.slice(0, shownAtFirst.lines)
  return { items, hasMore: more !== null || items.length < lines.length }
}

const whatOf = ({ kind }: Pick<Mutation, 'kind'>, { t }: Reader): string => t(`mutations:kind.${kind}`)

const linkTo = ({ id, reference }: Pick<Mutation, 'id' | 'reference'>, { base }: Reader) => ({
  href: `${base}/mutations/${id}`,
  text: reference,
})

/** What is to come after what is due now is told by the report itself. */
function lineOf({ report, ...event }: PersonEvent, reader: Reader): Line[] {
  const [item] = event.state === 'next' ? [] : timelineItems([event], { ...reader, side: 'employer' })
  if (!item) return []
  const { t, fmt } = reader
  const what = whatOf(report, reader)
  const isDue = event.event === 'review' && event.dueOn
  return [
    {
      ...item,
      at: event.at ?? '9',
      title:
        event.event === 'submitted'
          ? t('employees:history.submitted', { what })
          : t('employees:history.of', { what, happened: item.title }),
      ...(isDue && { when: t('employees:open.until', { date: fmt.weekday(isDue) }) }),
      link: linkOf(event, item, reader) ?? linkTo(report, reader),
    },
  ]
}

/** Allowances and refusals are decided, months are paid by statement; entries, exits and leaves are confirmed. */
function linkOf({ event, params }: Omit<PersonEvent, 'report'>, { link }: TimelineItem, { t }: Reader) {
  if (!link || event !== 'message') return link
  const letter = String(params.letter)
  const kind = /-(decision|refusal)$/.test(letter)
    ? 'decision'
    : letter.endsWith('-statement')
      ? 'statement'
      : 'confirmation'
  return { ...link, text: t(`employees:history.read.${kind}`) }
}

/** How a report ended; one taken back has told so itself. */
function ended(report: Mutation, reader: Reader): Line[] {
  const { closedAt, outcome } = report
  if (!closedAt || !outcome || outcome === 'recalled') return []
  const { t, fmt, today } = reader
  return [
    {
      at: closedAt,
      state: 'done',
      title: t('employees:history.decided', {
        what: whatOf(report, reader),
        outcome: t(`mutations:outcome.${outcome}`),
      }),
      when: fmt.since(closedAt, today),
      link: linkTo(report, reader),
    },
  ]
}

const by = (when: string, name: string | null, { t }: Reader): string =>
  name ? t('employees:history.by', { when, name }) : when

function begun(draft: EmployeeMutation, reader: Reader): Line {
  const { t, fmt, today } = reader
  return {
    at: draft.savedAt,
    state: 'now',
    title: t('employees:history.draft', { what: whatOf(draft, reader) }),
    when: by(fmt.since(draft.savedAt, today), draft.createdBy, reader),
    link: { ...linkTo(draft, reader), text: t('employees:open.continue') },
  }
}

/** What stood there before, and since: by a staff list that was taken over, or by hand. */
function listed({ changes, changedAt, changedBy }: StaffChange, reader: Reader): Line {
  const { t, fmt, today } = reader
  const what = changes.map((change) => changedFrom(change, reader)).join('; ')
  const isByHand = changes.every(({ column }) => column === 'language')
  return {
    at: changedAt,
    state: 'done',
    title: isByHand ? what : t('employees:history.changed', { what }),
    when: by(fmt.since(changedAt, today), changedBy, reader),
  }
}

function changedFrom(change: EmployeeChange, speech: Reader): string {
  const { t } = speech
  const [column, old, now] =
    change.column === 'language'
      ? [t('employees:person.language'), languageNames[change.old] ?? change.old, languageNames[change.now]]
      : [
          t(`staff:column.${change.column}`),
          written(change.column, change.old, speech),
          written(change.column, change.now, speech),
        ]
  return t('employees:history.changedFrom', { column, old, now })
}
