import { proxyLocalActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { listen } from './ask.js'
import { reviewed } from './case.js'

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '20s' })

/** From the reported entry to its confirmation: at once, or after the office has found out or got the AHV number. */
export async function newEmployee(mutationId: string): Promise<void> {
  const decider = await reviewed(listen(mutationId))
  if (decider !== null) await sql.decideNewEmployee(mutationId, decider, new Date().toISOString())
}
