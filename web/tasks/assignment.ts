import type { ChosenTask } from '../../db/desk/chosen.js'
import type { Colleague } from '../../db/desk/colleagues.js'
import { fault, one, type Reading, type Values } from '../mutations/fields.js'
import type { Speech } from '../mutations/summary.js'

const reasonAtMost = 300

interface Assignment {
  to: Colleague
  /** What is noted on the case of a task that is taken from somebody; nothing of one that was nobody's or one's own. */
  whyOf(task: ChosenTask, speech: Pick<Speech, 't'>): string
}

/** Names of those other than oneself who have some of these tasks. */
export const holdersOf = (tasks: ChosenTask[], me: string): string[] => [
  ...new Set(tasks.filter((task) => isOthers(task, me)).flatMap(({ claimedByName }) => claimedByName ?? [])),
]

/** Reads to whom tasks are given; what is taken from somebody is given with a reason. */
export function readAssignment(
  typed: Values,
  tasks: ChosenTask[],
  people: Colleague[],
  me: string,
): Reading<Assignment> {
  const to = people.find(({ id }) => id === one(typed.to))
  const reason = one(typed.reason)
  const isTaken = (task: ChosenTask) => isOthers(task, me) && task.claimedBy !== to?.id
  const faults = [
    ...(to ? [] : [fault('to', 'desk:assign.missing')]),
    ...(tasks.some(isTaken) && !reason ? [fault('reason', 'desk:assign.reasonMissing')] : []),
    ...(reason.length > reasonAtMost
      ? [fault('reason', 'common:errors.tooLong', { max: reasonAtMost })]
      : []),
  ]
  if (!to || faults.length > 0) return { faults }
  const whyOf: Assignment['whyOf'] = (task, { t }) =>
    isTaken(task)
      ? t('desk:assign.noted', { from: task.claimedByName ?? t('tasks:somebody'), to: to.name, reason })
      : ''
  return { value: { to, whyOf } }
}

const isOthers = ({ status, claimedBy }: ChosenTask, me: string): boolean =>
  status === 'open' && claimedBy !== null && claimedBy !== me
