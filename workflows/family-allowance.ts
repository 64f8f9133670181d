import { proxyLocalActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/index.js'
import { listen } from './ask.js'

const sql = proxyLocalActivities<Activities>({ startToCloseTimeout: '20s' })

/** From the submitted report to the decision: papers, review, a second pair of eyes where needed, decision. */
export async function familyAllowance(mutationId: string): Promise<void> {
  const ask = listen(mutationId)
  const papers = await ask('provide-documents')
  if (papers.status === 'withdrawn') return
  for (let n = 1; ; n++) {
    const review = await ask('review', n)
    if (review.status === 'withdrawn') return
    if (review.decision === 'ask') {
      await ask('provide-documents', n + 1)
      continue
    }
    if (review.second) {
      const second = await ask('second-review', n)
      if (second.decision === 'disagree') continue
    }
    return sql.decideFamilyAllowance(mutationId, n, new Date().toISOString())
  }
}
