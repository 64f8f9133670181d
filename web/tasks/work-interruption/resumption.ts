import { z } from 'zod'
import type { ResumptionAnswer } from '../../../db/allowances/interruptions.js'
import { completeTask } from '../../../db/tasks/tasks.js'
import type { IsoDate } from '../../../domain/dates.js'
import type { WorkInterruptionAnswers } from '../../../domain/work-interruption/answers.js'
import {
  choice,
  date,
  fault,
  money,
  optional,
  type Reading,
  read,
  type Values,
} from '../../mutations/fields.js'
import { readResumption } from '../../mutations/work-interruption/resumption.js'
import { resumptionText } from '../../mutations/work-interruption/summary.js'
import type { TaskData, TaskForm } from '../form.js'

interface Asked extends TaskData {
  begin: IsoDate
  /** The last day allowances are due without a wage; null while a wage is paid. */
  until: IsoDate | null
  /** What was answered, once it was. */
  said: string[] | null
}

const resumed = z.object({ resumed: choice(['yes', 'no'], 'workInterruption:question.choose') })
const away = z.object({ until: optional(date), wage: optional(money) })

/** Whether somebody works again: asked on the last day on which allowances are due without. */
export const resumption: TaskForm<Asked, ResumptionAnswer> = {
  side: 'employer',
  view: 'tasks/work-interruption/resumption',
  guide: 'work-interruption',
  isExtendable: () => true,

  async load({ task, mutation, t, fmt }) {
    const outcome = task.outcome as ResumptionAnswer | null
    const until = (task.details.until as IsoDate | null) ?? null
    const { begin } = mutation.answers as WorkInterruptionAnswers
    if (outcome?.decision === 'resumed')
      return {
        title: t('tasks:step.resumption'),
        begin,
        until,
        said: resumptionText(outcome.resumption, { t, fmt }),
      }
    const said = outcome && [
      t('workInterruption:question.stillAway'),
      ...(outcome.until ? [t('workInterruption:question.untilIs', { date: fmt.date(outcome.until) })] : []),
      ...(outcome.wage === undefined
        ? []
        : [t('workInterruption:resumption.wageIs', { amount: fmt.money(outcome.wage) })]),
    ]
    return { title: t('tasks:step.resumption'), begin, until, said }
  },

  values: () => ({ degree: '100' }),

  read(typed, { today }, { begin }) {
    const asked = read(resumed, typed)
    if ('faults' in asked) return asked
    return asked.value.resumed === 'yes' ? backAtWork(typed, begin, today) : stillAway(typed, begin)
  },

  complete: async ({ deps, task, by }, answer) =>
    (await completeTask(deps.db, task, answer, by)) ? 'won' : 'closed',
}

function backAtWork(typed: Values, begin: IsoDate, today: IsoDate): Reading<ResumptionAnswer> {
  const reading = readResumption(typed)
  if ('faults' in reading) return reading
  const { on } = reading.value
  if (on <= begin) return { faults: [fault('resumedOn', 'workInterruption:problems.resumed-before')] }
  if (on > today) return { faults: [fault('resumedOn', 'workInterruption:problems.resumed-ahead')] }
  return { value: { decision: 'resumed', resumption: reading.value } }
}

function stillAway(typed: Values, begin: IsoDate): Reading<ResumptionAnswer> {
  const reading = read(away, typed)
  if ('faults' in reading) return reading
  const { until, wage } = reading.value
  if (until && until < begin)
    return { faults: [fault('until', 'workInterruption:problems.ends-before-begin')] }
  return { value: { decision: 'still-away', ...(until && { until }), ...(wage !== undefined && { wage }) } }
}
