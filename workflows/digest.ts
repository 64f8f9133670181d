import { proxyActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'

const effects = proxyActivities<Activities>({
  startToCloseTimeout: '1 hour',
  // who could not be reached today is told tomorrow, by the run of that day
  scheduleToCloseTimeout: '20 hours',
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '10 minutes' },
})

/** The mail of the day, for all who want their notices together: what has come until now. */
export async function digest(): Promise<void> {
  await effects.mailDigests(new Date().toISOString())
}
