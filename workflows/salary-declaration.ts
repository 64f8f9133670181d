import { patched, proxyLocalActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { listen, type Waiting } from './ask.js'
import { reviewed } from './case.js'

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '20s' })
const now = () => new Date().toISOString()

/** From the call for the year's wages to the statement of contributions, after the office has looked at them. */
export async function salaryDeclaration(mutationId: string): Promise<void> {
  const waiting = listen(mutationId)
  if (patched('called-by-the-clock') && !(await declared(waiting, mutationId))) return
  const decider = await reviewed(waiting)
  if (decider !== null) await sql.decideSalaryDeclaration(mutationId, decider, now())
}

/**
 * Waits until the wages are sent, where the clock has asked for them: after the last day comes the reminder letter with its fee
 * and a new last day, and then the task stays. False where nobody is asked any more.
 */
async function declared({ ask }: Waiting, mutationId: string): Promise<boolean> {
  for (let n = 1; ; n++) {
    const { status } = await ask('declare', n)
    if (status !== 'expired') return status !== 'withdrawn'
    await sql.remindOfWages(mutationId, now())
  }
}
