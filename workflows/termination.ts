import { proxyLocalActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { listen } from './ask.js'
import { reviewed } from './case.js'

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '20s' })

/** From the report of an exit to its confirmation, with a review where allowances end. */
export async function termination(mutationId: string): Promise<void> {
  const decider = await reviewed(listen(mutationId))
  if (decider !== null) await sql.decideTermination(mutationId, decider, new Date().toISOString())
}
