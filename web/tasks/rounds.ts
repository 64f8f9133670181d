import { namesOf } from '../../db/access/users.js'
import type { Task } from '../../db/tasks/tasks.js'
import type { AskedDocument } from '../../domain/asked-document.js'
import type { CaseReview } from '../../domain/review.js'
import type { Scene } from './form.js'
import { askedIn, documentLabel, type Provided } from './wishes.js'

/** One thing that was decided, asked or answered before. */
export interface Round {
  title: string
  when: string
  /** What was written, and what was asked for or is not to be had. */
  texts: string[]
}

interface Told {
  /** The id of a task that is shown elsewhere. */
  without?: string
  /** What a kind of report says about the answer to a review beside its words. */
  said?(outcome: Task['outcome']): string[]
}

/** What came of the earlier tasks of a report, the newest first, with the words people gave. */
export async function roundsOf(
  scene: Scene,
  { tasks }: { tasks: Task[] },
  { without, said = () => [] }: Told = {},
): Promise<Round[]> {
  const { deps, t, fmt, today, task } = scene
  const earlier = tasks
    .filter(
      ({ id, step, closedAt, status }) =>
        id !== task.id && id !== without && step !== 'extension' && closedAt && status !== 'withdrawn',
    )
    .toSorted((a, b) => ((a.closedAt ?? '') < (b.closedAt ?? '') ? 1 : -1))
  const names = await namesOf(
    deps.db,
    earlier.map(({ closedBy }) => closedBy),
  )
  return earlier.map((one) => {
    const when = one.closedAt ? fmt.since(one.closedAt, today) : ''
    const name = names.get(one.closedBy ?? '')
    return {
      title: titleOf(one, t),
      when: name ? t('mutations:timeline.by', { when, name }) : when,
      texts: [...(one.step === 'review' ? said(one.outcome) : []), ...textsOf(one, scene)],
    }
  })
}

function titleOf({ step, status, outcome }: Task, t: Scene['t']): string {
  if (step === 'declare') return t(`tasks:round.${status === 'expired' ? 'undeclared' : 'declared'}`)
  if (status === 'expired') return t('tasks:round.expired')
  if (step === 'provide-documents') return t('tasks:round.provided')
  return t(`tasks:round.${String(outcome?.decision)}`)
}

function textsOf(task: Task, scene: Scene): string[] {
  const { t } = scene
  const label = (asked: AskedDocument) => documentLabel(asked, scene)
  if (task.step === 'provide-documents') {
    const { unavailable = [], remark = '' } = (task.outcome ?? {}) as Partial<Provided>
    const gone = unavailable.map((it) =>
      t('tasks:round.unavailable', { document: label(it), why: it.remark }),
    )
    const wished = task.status === 'expired' ? askedIn(task).map(label) : []
    return [...wished, ...gone, remark].filter(Boolean)
  }
  const outcome = task.outcome as CaseReview | null
  if (!outcome) return []
  if (outcome.decision === 'ask') return [...outcome.documents.map(label), outcome.text].filter(Boolean)
  return outcome.reason ? [outcome.reason] : []
}
