import { patched, sleep } from '@temporalio/workflow'
import { familyAllowance as ofToday } from '../../../workflows/index.js'

export * from '../../../workflows/index.js'

/** The same change, for cases that begin from now on. */
export async function familyAllowance(mutationId: string): Promise<void> {
  if (patched('wait-a-day')) await sleep('1 day')
  await ofToday(mutationId)
}
