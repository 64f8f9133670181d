import type { EmployerUser } from '../../db/access/employer-users.js'
import type { EmployerTask } from '../../db/employers/tasks.js'
import type { EmployerWages } from '../../db/employers/wages.js'
import type { MessageRow } from '../../db/messages/list.js'
import { type IsoDate, swissDate } from '../../domain/dates.js'
import { listName } from '../../domain/names.js'
import { aboutListed } from '../about.js'
import { tagOf } from '../mutations/list.js'
import type { Speech } from '../mutations/summary.js'

interface Reader extends Speech {
  today: IsoDate
}

/** An open task about an employer as a row: one's own side opens the task, the other the report it is about. */
export const taskLine = (task: EmployerTask, { t }: Reader) => ({
  title: aboutListed(t(`tasks:step.${task.step}`), task, t),
  meta: [
    t(`employers:tasks.${task.side}`),
    t(`mutations:kind.${task.kind}`),
    task.reference,
    ...(task.claimedByName ? [task.claimedByName] : []),
  ].join(', '),
  href: task.side === 'fund' ? `/office/tasks/${task.id}` : `/office/mutations/${task.mutationId}`,
  due: task.dueOn,
})

/** A message to an employer as a row, with its mark of reading. */
export const messageLine = (message: MessageRow, { t, fmt, today }: Reader) => ({
  title: message.heading ?? t(`messages:kind.${message.kind}`),
  meta: [
    message.heading && t(`messages:kind.${message.kind}`),
    listName(message),
    message.reference,
    t('employers:messages.sent', { when: fmt.since(message.createdAt, today) }),
  ]
    .filter(Boolean)
    .join(', '),
  href: message.mailingId
    ? `/office/mailings/${message.mailingId}`
    : `/office/documents/${message.documentId}`,
  glyph: { icon: 'mail' },
  tag: message.readAt
    ? { text: t('employers:messages.read', { when: fmt.since(message.readAt, today) }), tone: 'grey' }
    : { text: t('employers:messages.unread'), tone: 'info' },
})

/** Wages of a year: how far they are and where the statement lies. */
export const wagesLine = (wages: EmployerWages, speech: Reader) => {
  const { t, fmt, today } = speech
  const isAsked = wages.status === 'draft'
  const days = [
    wages.submittedAt && t('mutations:list.sent', { when: fmt.since(wages.submittedAt, today) }),
    wages.dueOn && t('employers:wages.dueOn', { date: fmt.date(wages.dueOn) }),
  ]
  return {
    year: String(wages.year),
    href: isAsked ? null : `/office/mutations/${wages.id}`,
    reference: wages.reference,
    text: [...days, wages.persons && t('employers:wages.persons', { count: wages.persons })]
      .filter(Boolean)
      .join(', '),
    tag: isAsked
      ? { text: t('employers:wages.asked'), tone: wages.dueOn && wages.dueOn < today ? 'late' : 'soon' }
      : tagOf({ status: wages.status, outcome: wages.outcome }, speech),
    statement: wages.statement && `/office/documents/${wages.statement}`,
  }
}

/** Somebody who acts for an employer: what they may, since when, and when they were last here. */
export const personLine = (user: EmployerUser, { t, fmt, today }: Reader) => ({
  ...user,
  topicNames: fmt.list(user.topics.map((topic) => t(`users:topic.${topic}`))),
  since: user.begunAt ? t('users:since', { date: fmt.date(swissDate(user.begunAt)) }) : null,
  seen: user.lastSignInAt ? fmt.since(user.lastSignInAt, today) : t('users:never'),
})
