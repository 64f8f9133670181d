import { proxyLocalActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { listen } from './ask.js'
import { reviewed } from './case.js'

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '20s' })

/** From the released wages to the statement of contributions, after the office has looked at them. */
export async function salaryDeclaration(mutationId: string): Promise<void> {
  const decider = await reviewed(listen(mutationId))
  if (decider !== null) await sql.decideSalaryDeclaration(mutationId, decider, new Date().toISOString())
}
