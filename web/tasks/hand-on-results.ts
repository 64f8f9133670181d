import type { usersOf } from '../../db/access/employer-users.js'
import type { ChosenEmployerTask } from '../../db/tasks/chosen.js'
import type { IsoDate } from '../../domain/dates.js'
import { topicOf } from '../../domain/topics.js'
import type { Formats } from '../../locales/format.js'
import type { T } from '../../locales/i18n.js'

export type Colleague = Awaited<ReturnType<typeof usersOf>>[number]

interface Speech {
  t: T
  fmt: Formats
  today: IsoDate
}

/** Whether an open task is now with this colleague, or, without one, with all. */
export const isWith = ({ status, claimedBy }: ChosenEmployerTask, to: Colleague | null): boolean =>
  status === 'open' && claimedBy === (to?.id ?? null)

/** What is true of a task after it was to be handed on, as a sentence: with whom it is, or why it is not. */
export function handedOn(task: ChosenEmployerTask, to: Colleague | null, { t, fmt, today }: Speech): string {
  const holder = task.claimedByName ?? t('tasks:somebody')
  if (task.status !== 'open') {
    const when = task.closedAt ? fmt.since(task.closedAt, today) : ''
    return t(`desk:result.${task.status}`, { name: task.closedByName ?? t('tasks:somebody'), when })
  }
  if (isWith(task, to)) return to ? t('desk:result.given', { name: holder }) : t('delegate:withAll')
  if (to && !to.topics.includes(topicOf[task.kind]))
    return t('delegate:lacksTopic', { name: to.name, topic: t(`users:topic.${topicOf[task.kind]}`) })
  return task.claimedBy ? t('delegate:stays', { name: holder }) : t('delegate:staysWithAll')
}
