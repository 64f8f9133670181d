import { proxyLocalActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { listen } from './ask.js'
import { reviewed } from './case.js'

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '20s' })
const now = () => new Date().toISOString()

/** From the reported leave to the last statement: papers, review, confirmation, and a statement once it was taken. */
export async function otherParentLeave(mutationId: string): Promise<void> {
  const waiting = listen(mutationId)
  await sql.noteReportedBirth(mutationId)
  const decider = await reviewed(waiting)
  if (decider === null) return
  const runs = await sql.decideOtherParentLeave(mutationId, decider, now())
  if (runs) await waiting.rest(() => sql.stateOtherParentLeave(mutationId, now()))
}
