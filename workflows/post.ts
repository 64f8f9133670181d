import { proxyActivities, setHandler } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { nudge } from './ask.js'

const effects = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '10 minutes' },
})

/** Mails what is owed about one mutation. Its own workflow: a mail server that is down holds up no case. */
export async function post(mutationId: string): Promise<void> {
  let nudges = 0
  setHandler(nudge, () => void nudges++)
  for (let heard = -1; heard < nudges; ) {
    heard = nudges
    await effects.mailNotices(mutationId)
  }
}
