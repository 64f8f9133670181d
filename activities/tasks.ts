import { cantonOf } from '../db/employers/addressees.js'
import { isCalled, isOpen, type Mutation, mutationById } from '../db/reports/mutations.js'
import { spansOn } from '../db/tasks/deadlines.js'
import * as tasks from '../db/tasks/tasks.js'
import { type Instant, swissDate } from '../domain/dates.js'
import { holidaysIn } from '../domain/holidays.js'
import type { MutationKind } from '../domain/kinds.js'
import type { Rung } from '../domain/ladder.js'
import type { Answer } from '../workflows/ask.js'
import type { Describe, TaskDeps } from './case.js'
import { describeFamilyAllowanceTask } from './family-allowance.js'
import type { Deps } from './index.js'
import { describeMaternityTask } from './maternity.js'
import { describeNewEmployeeTask } from './new-employee.js'
import { describeOtherParentLeaveTask } from './other-parent-leave.js'
import { describeSalaryDeclarationTask } from './salary-declaration.js'
import { describeTerminationTask } from './termination.js'
import { describeTrainingCertificateTask } from './training-certificate.js'
import { describeWorkInterruptionTask } from './work-interruption.js'

/** For each kind: what a step asks of whom, and until when; null when there is nothing to ask. */
const describe = {
  'family-allowance': describeFamilyAllowanceTask,
  'new-employee': describeNewEmployeeTask,
  'work-interruption': describeWorkInterruptionTask,
  termination: describeTerminationTask,
  maternity: describeMaternityTask,
  'other-parent-leave': describeOtherParentLeaveTask,
  'training-certificate': describeTrainingCertificateTask,
  'salary-declaration': describeSalaryDeclarationTask,
} satisfies Record<MutationKind, Describe>

interface Opened {
  id: string
  ladder: Rung[]
  /** Set when nobody needs to be waited for. */
  answer: Answer | null
}

async function asOf(deps: Deps, { employerId }: Mutation, at: Instant): Promise<TaskDeps> {
  const spans = await spansOn(deps.db, swissDate(at), deps.config.spans)
  const isHoliday = holidaysIn(await cantonOf(deps.db, employerId))
  return { ...deps, config: { ...deps.config, spans }, isHoliday }
}

const system = (at: Instant) => ({ actor: 'system', at })
const nobody = (status: Answer['status']): Opened => ({ id: '', ladder: [], answer: { status } })

export const taskActivities = (deps: Deps) => ({
  async openTask(mutationId: string, step: string, n: number, at: Instant): Promise<Opened> {
    const mutation = await mutationById(deps.db, mutationId)
    if (!isOpen(mutation) && !isCalled(mutation)) return nobody('withdrawn')
    const spec = await describe[mutation.kind](await asOf(deps, mutation, at), mutation, step, n, at)
    if (!spec) return nobody('needless')
    const task = await tasks.openTask(deps.db, spec, system(at))
    deps.courier.wake()
    return task ? { id: task.id, ladder: task.ladder, answer: answerOf(task) } : nobody('withdrawn')
  },

  /** What became of a task; null while it waits as before, or its ladder where that has moved. */
  async answerTo(id: string): Promise<Answer | { ladder: Rung[] } | null> {
    const task = await tasks.findTask(deps.db, id)
    return answerOf(task) ?? (task.details.firstDueOn ? { ladder: task.ladder } : null)
  },

  async remind(id: string, rung: number, at: Instant): Promise<void> {
    await tasks.remind(deps.db, id, rung, system(at))
    deps.courier.wake()
  },

  async expireTask(id: string, at: Instant): Promise<void> {
    await tasks.expireTask(deps.db, id, system(at))
  },
})

function answerOf({ status, outcome }: tasks.Task): Answer | null {
  if (status === 'open') return null
  const { decision, second } = (outcome ?? {}) as { decision?: string; second?: string[] }
  return { status, ...(decision && { decision }), ...(second?.length && { second: true }) }
}
