import { continueAsNew, proxyActivities, sleep } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { retentionKinds } from '../domain/retention.js'

const step = proxyActivities<Activities>({ startToCloseTimeout: '5 minutes' })
const long = proxyActivities<Activities>({ startToCloseTimeout: '3 hours', retry: { maximumAttempts: 5 } })
const stepsPerRun = 500

/** How far a run has come: the kind by its place in the list, and the last id looked at. */
interface Reached {
  at: string
  kind: number
  after: string
}

/**
 * The daily run of the retention: forgets each kind of data that has been kept long enough, step by step with a pause, so that it never
 * stands in anybody's way; then the files are written anew. Run twice or interrupted it goes on where it was.
 */
export async function retention(reached: Reached | null = null): Promise<void> {
  const at = reached?.at ?? new Date().toISOString()
  let { kind, after } = reached ?? { kind: 0, after: '' }
  for (let steps = 0; kind < retentionKinds.length; steps++) {
    if (steps >= stepsPerRun) await continueAsNew<typeof retention>({ at, kind, after })
    const { next } = await step.forgetNext(retentionKinds[kind] ?? 'sessions', after, at)
    if (next === null) kind++
    after = next ?? ''
    if (next !== null) await sleep(250)
  }
  await step.endRetention(at)
  await long.sweepFiles(at)
}
