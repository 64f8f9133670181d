import { patched } from '@temporalio/workflow'
import type { Waiting } from './ask.js'

/**
 * What most reports go through: missing papers, the office's review, asked back as often as needed, and a second person
 * where the review says so. Answers the number of the review that decides, or null when the report was taken back.
 */
export async function reviewed({ ask }: Waiting): Promise<number | null> {
  const papers = await ask('provide-documents')
  // withdrawn with the report, or by news that makes them needless
  if (papers.status === 'withdrawn' && !patched('papers-needless')) return null
  for (let n = 1; ; n++) {
    const review = await ask('review', n)
    if (review.status === 'withdrawn') return null
    if (review.decision === 'ask') {
      await ask('provide-documents', n + 1)
      continue
    }
    if (review.second) {
      const second = await ask('second-review', n)
      if (second.decision === 'disagree') continue
    }
    return n
  }
}
