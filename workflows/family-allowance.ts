import { proxyLocalActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { listen } from './ask.js'
import { reviewed } from './case.js'

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '20s' })

/** From the submitted report to the decision: papers, review, a second pair of eyes where needed, decision. */
export async function familyAllowance(mutationId: string): Promise<void> {
  const decider = await reviewed(listen(mutationId))
  if (decider !== null) await sql.decideFamilyAllowance(mutationId, decider, new Date().toISOString())
}
