import { condition, defineSignal, proxyLocalActivities, setHandler } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import type { Instant } from '../domain/dates.js'

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

/** How a workflow waits. */
export interface Waiting {
  /** Waits for a person: opens the task row, looks, sleeps until nudged or until the next rung of its ladder, looks again. */
  ask(step: string, n?: number): Promise<Answer>
  /**
   * Waits for the clock and for news: `look` does what is due and answers the next moment when something will be, or null
   * when there is nothing left to wait for. It looks again at that moment, and at once when nudged.
   */
  rest(look: () => Promise<Instant | null>): Promise<void>
}

/** Begins to listen to nudges. Call it before anything is awaited. */
export function listen(mutationId: string): Waiting {
  let nudges = 0
  setHandler(nudge, () => void nudges++)
  const until = (heard: number, at?: Instant) => {
    const nudged = () => nudges > heard
    return at ? condition(nudged, Math.max(1, Date.parse(at) - Date.now())) : condition(nudged)
  }
  return {
    async ask(step, n = 1) {
      let heard = nudges // taken before looking: a nudge during the look wakes us at once
      const task = await sql.openTask(mutationId, step, n, now())
      if (task.answer) return task.answer
      let { ladder } = task
      for (let done = ''; ; ) {
        const next = ladder.find(({ at }) => at > done)
        const isDue = (await until(heard, next?.at)) === false
        if (next && isDue) {
          done = next.at
          const rung = ladder.indexOf(next) + 1
          await (next.act === 'remind' ? sql.remind(task.id, rung, now()) : sql.expireTask(task.id, now()))
        }
        heard = nudges
        const answer = await sql.answerTo(task.id)
        if (answer && 'status' in answer) return answer
        if (answer) ladder = answer.ladder // somebody has moved its end
      }
    },

    async rest(look) {
      for (;;) {
        const heard = nudges
        const at = await look()
        if (at === null) return
        await until(heard, at)
      }
    },
  }
}
