import { proxyLocalActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { listen } from './ask.js'
import { reviewed } from './case.js'

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '20s' })
const now = () => new Date().toISOString()

/** From the report to its confirmation, then until the last day of the allowances: was work taken up again? */
export async function workInterruption(mutationId: string): Promise<void> {
  const waiting = listen(mutationId)
  const decider = await reviewed(waiting)
  if (decider === null) return
  await sql.decideWorkInterruption(mutationId, decider, now())
  for (;;) {
    let question: number | undefined
    await waiting.rest(async () => {
      const next = await sql.followWorkInterruption(mutationId, now())
      question = next.question
      return next.at ?? null
    })
    if (question === undefined) return
    await waiting.ask('resumption', question)
  }
}
