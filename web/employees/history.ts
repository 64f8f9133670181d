import type { EmployeeFile, EmployeeMutation } from '../../db/employees.js'
import type { StaffChange } from '../../db/staff-changes.js'
import { written } from './import/preview.js'
import type { Reader } from './open-case.js'

interface Event {
  at: string
  state: 'done' | 'now' | 'yours'
  title: string
  when: string
  link?: { href: string; text: string }
}

/** What happened to the reports about a person and what staff lists changed, the newest first, for `parts/timeline`. */
export function eventsOf({ mutations, changes }: EmployeeFile, reader: Reader): Event[] {
  return [
    ...mutations.flatMap((mutation) => eventsOfOne(mutation, reader)),
    ...changes.map((it) => listed(it, reader)),
  ].toSorted((a, b) => (a.at < b.at ? 1 : -1))
}

function eventsOfOne(mutation: EmployeeMutation, { t, fmt, today, base }: Reader): Event[] {
  const { status, outcome, savedAt, submittedAt, closedAt, openTask } = mutation
  const what = t(`mutations:kind.${mutation.kind}`)
  const report = { href: `${base}/mutations/${mutation.id}`, text: mutation.reference }
  const by = (when: string, name: string | null) => (name ? t('employees:history.by', { when, name }) : when)
  if (status === 'draft')
    return [
      {
        at: savedAt,
        state: 'now',
        title: t('employees:history.draft', { what }),
        when: by(fmt.since(savedAt, today), mutation.createdBy),
        link: { ...report, text: t('employees:open.continue') },
      },
    ]
  const events: Event[] = []
  if (submittedAt)
    events.push({
      at: submittedAt,
      state: 'done',
      title: t('employees:history.submitted', { what }),
      when: by(fmt.since(submittedAt, today), mutation.submittedBy),
      link: report,
    })
  if (openTask?.side === 'employer')
    events.push({
      at: openTask.openedAt,
      state: 'yours',
      title: t(`start:step.${openTask.step}`),
      when: t('employees:history.asked', {
        when: fmt.since(openTask.openedAt, today),
        date: fmt.date(openTask.dueOn),
      }),
      link: { href: `${base}/tasks/${openTask.id}`, text: t('employees:open.answer') },
    })
  if (openTask?.side === 'fund')
    events.push({
      at: openTask.openedAt,
      state: 'now',
      title: t('employees:open.review'),
      when: t('employees:open.until', { date: fmt.weekday(openTask.dueOn) }),
      link: { ...report, text: t('employees:open.follow') },
    })
  if (closedAt && outcome)
    events.push({
      at: closedAt,
      state: 'done',
      title: t('employees:history.decided', { what, outcome: t(`mutations:outcome.${outcome}`) }),
      when: fmt.since(closedAt, today),
      link: mutation.messageId
        ? {
            href: `${base}/messages/${mutation.messageId}`,
            text: t(`employees:history.read.${toRead(mutation)}`),
          }
        : report,
    })
  return events
}

/** A staff list that was taken over: what it said before, and since. */
function listed({ changes, changedAt, changedBy }: StaffChange, { t, fmt, today }: Reader): Event {
  const what = changes.map(({ column, old, now }) =>
    t('employees:history.changedFrom', {
      column: t(`staff:column.${column}`),
      ...{ old: written(column, old, { t, fmt }), now: written(column, now, { t, fmt }) },
    }),
  )
  const when = fmt.since(changedAt, today)
  return {
    at: changedAt,
    state: 'done',
    title: t('employees:history.changed', { what: what.join('; ') }),
    when: changedBy ? t('employees:history.by', { when, name: changedBy }) : when,
  }
}

/** Allowances and refusals are decided, months are paid by statement; entries, exits and leaves are confirmed. */
function toRead({ messageKind }: EmployeeMutation): 'decision' | 'statement' | 'confirmation' {
  if (/-(decision|refusal)$/.test(messageKind ?? '')) return 'decision'
  return messageKind?.endsWith('-statement') ? 'statement' : 'confirmation'
}
