import type { Task } from '../../db/tasks/tasks.js'
import { swissDate } from '../../domain/dates.js'
import type { Scene } from './form.js'

/** What the clock does about a task and when, for `parts/timeline`. */
export type Ladder = { state: 'done' | 'now' | 'next'; title: string; when: string; text?: string }[]

/** First reminder, second, last day, and what happens then: what has passed is done. */
export function ladderFor(
  { ladder, dueOn, status, step, n, side, closedAt }: Task,
  { t, fmt, today, by }: Pick<Scene, 't' | 'fmt' | 'today' | 'by'>,
): Ladder {
  if (ladder.length === 0) return []
  const end = closedAt ?? by.at
  const reminders = ladder.filter(({ act }) => act === 'remind')
  const rung = reminders.map(({ at }, nth) => ({
    state: at <= end ? ('done' as const) : ('next' as const),
    title: t('tasks:ladder.reminder', { number: nth + 1 }),
    when: fmt.weekday(swissDate(at)),
  }))
  const isOver = status === 'expired' || dueOn < today
  return [
    ...rung,
    {
      state: isOver ? 'done' : status === 'open' ? 'now' : 'next',
      title: t('tasks:ladder.due'),
      when: fmt.weekday(dueOn),
    },
    {
      state: status === 'expired' ? 'done' : 'next',
      title: t('tasks:ladder.then'),
      when: '',
      text: t(`tasks:ladder.after.${afterOf({ step, n, side })}`),
    },
  ]
}

/** What happens when nobody answers: of wages a letter goes out once, and then the task stays. */
function afterOf({ step, n, side }: Pick<Task, 'step' | 'n' | 'side'>) {
  if (step !== 'declare') return side
  return n === 1 ? 'wages' : 'fund'
}
