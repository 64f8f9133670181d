import { sleep } from '@temporalio/workflow'
import { familyAllowance as ofToday } from '../../../workflows/index.js'

export * from '../../../workflows/index.js'

/** A release that must not go out: it waits a day before it begins, also in cases that have begun long ago. */
export async function familyAllowance(mutationId: string): Promise<void> {
  await sleep('1 day')
  await ofToday(mutationId)
}
