import { condition, continueAsNew, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { nudge } from './ask.js'

const effects = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '10 minutes' },
})

/** Tells a system what has happened, and waits for the next try where it did not listen. Ends when it has heard everything. */
export async function webhook(systemId: string): Promise<void> {
  let nudges = 0
  setHandler(nudge, () => void nudges++)
  for (;;) {
    const heard = nudges
    const wait = await effects.tellSystem(systemId)
    if (wait === null && heard === nudges) return
    if (workflowInfo().continueAsNewSuggested) break
    if (wait) await condition(() => heard !== nudges, wait)
  }
  await continueAsNew<typeof webhook>(systemId)
}
