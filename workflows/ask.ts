import { condition, defineSignal, proxyLocalActivities, setHandler } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'

/** A hint that something about the mutation has changed in SQL. It carries nothing. */
export const nudge = defineSignal('nudge')

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '5s' })
const now = () => new Date().toISOString()

/** What became of a task. `second` is set when the decision needs another person. */
export interface Answer {
  status: 'done' | 'expired' | 'withdrawn' | 'needless'
  decision?: string
  second?: boolean
}

/**
 * Begins to listen to nudges and gives `ask`, the one way a workflow waits for a person: open the task row,
 * look, sleep until nudged or until the next rung of its ladder, look again. Call it before anything is awaited.
 */
export function listen(mutationId: string) {
  let nudges = 0
  setHandler(nudge, () => void nudges++)
  return async function ask(step: string, n = 1): Promise<Answer> {
    let heard = nudges // taken before looking: a nudge during the look wakes us at once
    const task = await sql.openTask(mutationId, step, n, now())
    if (task.answer) return task.answer
    for (let rung = 0; ; ) {
      const nudged = () => nudges > heard
      const next = task.ladder[rung]
      const isDue = next ? !(await condition(nudged, Math.max(1, Date.parse(next.at) - Date.now()))) : false
      if (!next) await condition(nudged)
      if (next && isDue) {
        rung++
        await (next.act === 'remind' ? sql.remind(task.id, rung, now()) : sql.expireTask(task.id, now()))
      }
      heard = nudges
      const answer = await sql.answerTo(task.id)
      if (answer) return answer
    }
  }
}
